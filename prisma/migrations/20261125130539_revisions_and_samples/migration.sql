-- CreateEnum
CREATE TYPE "RevisionNoticeKind" AS ENUM ('ANNOUNCED', 'ON_SALE', 'RETRACTED');

-- AlterTable
ALTER TABLE "Revision" ADD COLUMN     "derivedFromId" UUID,
ADD COLUMN     "retractReason" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "retractedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Entitlement" ADD COLUMN     "pinnedRevisionId" UUID;

-- AlterTable
ALTER TABLE "Download" ADD COLUMN     "revisionId" UUID;

-- CreateTable
CREATE TABLE "PublishedSample" (
    "revisionId" UUID NOT NULL,
    "rowCount" INTEGER NOT NULL,
    "columns" JSONB NOT NULL,
    "rows" JSONB NOT NULL,
    "parquet" BYTEA NOT NULL,
    "sha256" TEXT NOT NULL,
    "builtAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PublishedSample_pkey" PRIMARY KEY ("revisionId")
);

-- CreateTable
CREATE TABLE "RevisionDiff" (
    "fromId" UUID NOT NULL,
    "toId" UUID NOT NULL,
    "keyNames" TEXT NOT NULL,
    "diff" JSONB NOT NULL,
    "computedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RevisionDiff_pkey" PRIMARY KEY ("fromId","toId","keyNames")
);

-- CreateTable
CREATE TABLE "Release" (
    "id" UUID NOT NULL,
    "listingId" UUID NOT NULL,
    "revisionId" UUID NOT NULL,
    "isBreaking" BOOLEAN NOT NULL,
    "changes" JSONB NOT NULL,
    "notes" TEXT NOT NULL,
    "announcedAt" TIMESTAMPTZ(3) NOT NULL,
    "effectiveAt" TIMESTAMPTZ(3) NOT NULL,
    "soldFrom" TIMESTAMPTZ(3),
    "cancelledAt" TIMESTAMPTZ(3),

    CONSTRAINT "Release_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RevisionNotice" (
    "id" UUID NOT NULL,
    "entitlementId" UUID NOT NULL,
    "revisionId" UUID NOT NULL,
    "kind" "RevisionNoticeKind" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "seenAt" TIMESTAMPTZ(3),

    CONSTRAINT "RevisionNotice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Release_revisionId_key" ON "Release"("revisionId");

-- CreateIndex
CREATE INDEX "Release_listingId_announcedAt_idx" ON "Release"("listingId", "announcedAt");

-- CreateIndex
CREATE INDEX "Release_soldFrom_effectiveAt_idx" ON "Release"("soldFrom", "effectiveAt");

-- CreateIndex
CREATE INDEX "RevisionNotice_entitlementId_at_idx" ON "RevisionNotice"("entitlementId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "RevisionNotice_entitlementId_revisionId_kind_key" ON "RevisionNotice"("entitlementId", "revisionId", "kind");

-- AddForeignKey
ALTER TABLE "PublishedSample" ADD CONSTRAINT "PublishedSample_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "Revision"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RevisionDiff" ADD CONSTRAINT "RevisionDiff_fromId_fkey" FOREIGN KEY ("fromId") REFERENCES "Revision"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RevisionDiff" ADD CONSTRAINT "RevisionDiff_toId_fkey" FOREIGN KEY ("toId") REFERENCES "Revision"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Release" ADD CONSTRAINT "Release_listingId_fkey" FOREIGN KEY ("listingId") REFERENCES "Listing"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Release" ADD CONSTRAINT "Release_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "Revision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RevisionNotice" ADD CONSTRAINT "RevisionNotice_entitlementId_fkey" FOREIGN KEY ("entitlementId") REFERENCES "Entitlement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Everything below is written by hand.

-- A measured revision stays as it is, but for one thing: it can be taken back, once, with a reason.
CREATE OR REPLACE FUNCTION keep_ready_revision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  kept "Revision"%ROWTYPE := NEW;
BEGIN
  IF OLD."retractedAt" IS NULL THEN
    kept."retractedAt" := OLD."retractedAt";
    kept."retractReason" := OLD."retractReason";
  END IF;
  IF OLD."status" = 'READY' AND kept IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'A measured revision is immutable' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;

ALTER TABLE "Revision" ADD CONSTRAINT "Revision_retracted_with_reason" CHECK ("retractedAt" IS NULL OR ("status" = 'READY' AND length("retractReason") >= 10));
ALTER TABLE "PublishedSample" ADD CONSTRAINT "PublishedSample_shape" CHECK ("rowCount" BETWEEN 0 AND 1000 AND "sha256" ~ '^[0-9a-f]{64}$' AND octet_length("parquet") <= 16777216);
ALTER TABLE "RevisionDiff" ADD CONSTRAINT "RevisionDiff_of_two" CHECK ("fromId" <> "toId");
ALTER TABLE "Release"
  ADD CONSTRAINT "Release_in_order" CHECK ("effectiveAt" >= "announcedAt" AND ("soldFrom" IS NULL OR "soldFrom" >= "announcedAt")),
  ADD CONSTRAINT "Release_sold_or_cancelled" CHECK ("soldFrom" IS NULL OR "cancelledAt" IS NULL);
