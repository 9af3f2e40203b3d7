-- CreateEnum
CREATE TYPE "FindingVerdict" AS ENUM ('OPEN', 'CONFIRMED', 'REJECTED');

-- CreateEnum
CREATE TYPE "ApprovalState" AS ENUM ('OPEN', 'APPROVED', 'REFUSED');

-- CreateTable
CREATE TABLE "PrivacyReport" (
    "revisionId" UUID NOT NULL,
    "scannerVersion" TEXT NOT NULL,
    "columnCount" INTEGER NOT NULL,
    "scannedAt" TIMESTAMPTZ(3) NOT NULL,
    "isAboutPeople" BOOLEAN NOT NULL,
    "proposedQuasi" TEXT[],
    "quasi" TEXT[],
    "sensitive" TEXT,
    "risk" JSONB,
    "noisedColumns" JSONB,
    "epsilon" DOUBLE PRECISION,

    CONSTRAINT "PrivacyReport_pkey" PRIMARY KEY ("revisionId")
);

-- CreateTable
CREATE TABLE "PrivacyFinding" (
    "id" UUID NOT NULL,
    "revisionId" UUID NOT NULL,
    "column" TEXT NOT NULL,
    "entity" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "rowCount" BIGINT NOT NULL,
    "share" DOUBLE PRECISION NOT NULL,
    "confidence" DOUBLE PRECISION NOT NULL,
    "isFlagged" BOOLEAN NOT NULL,
    "examples" TEXT[],
    "verdict" "FindingVerdict" NOT NULL DEFAULT 'OPEN',
    "reason" TEXT NOT NULL DEFAULT '',
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PrivacyFinding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PrivacyApproval" (
    "id" UUID NOT NULL,
    "revisionId" UUID NOT NULL,
    "lawfulBasis" TEXT NOT NULL,
    "statement" TEXT NOT NULL,
    "state" "ApprovalState" NOT NULL DEFAULT 'OPEN',
    "answer" TEXT NOT NULL DEFAULT '',
    "answeredBy" TEXT NOT NULL DEFAULT '',
    "requestedAt" TIMESTAMPTZ(3) NOT NULL,
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "PrivacyApproval_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DatasetVisibility" (
    "datasetId" UUID NOT NULL,
    "columns" JSONB NOT NULL,
    "minTopCount" INTEGER NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DatasetVisibility_pkey" PRIMARY KEY ("datasetId")
);

-- CreateIndex
CREATE UNIQUE INDEX "PrivacyFinding_revisionId_column_entity_key" ON "PrivacyFinding"("revisionId", "column", "entity");

-- CreateIndex
CREATE INDEX "PrivacyApproval_revisionId_requestedAt_idx" ON "PrivacyApproval"("revisionId", "requestedAt");

-- CreateIndex
CREATE INDEX "PrivacyApproval_state_requestedAt_idx" ON "PrivacyApproval"("state", "requestedAt");

-- AddForeignKey
ALTER TABLE "PrivacyReport" ADD CONSTRAINT "PrivacyReport_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "Revision"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PrivacyFinding" ADD CONSTRAINT "PrivacyFinding_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "PrivacyReport"("revisionId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PrivacyApproval" ADD CONSTRAINT "PrivacyApproval_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "Revision"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DatasetVisibility" ADD CONSTRAINT "DatasetVisibility_datasetId_fkey" FOREIGN KEY ("datasetId") REFERENCES "Dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One open question per revision, and answers that are of this exchange's closed lists.
CREATE UNIQUE INDEX "PrivacyApproval_one_open" ON "PrivacyApproval"("revisionId") WHERE "state" = 'OPEN';
ALTER TABLE "PrivacyFinding" ADD CONSTRAINT "PrivacyFinding_shape" CHECK ("category" IN ('direct', 'quasi', 'special') AND "source" IN ('value', 'name', 'both') AND "share" BETWEEN 0 AND 1 AND "confidence" BETWEEN 0 AND 1);
ALTER TABLE "PrivacyFinding" ADD CONSTRAINT "PrivacyFinding_decided_with_reason" CHECK (("verdict" = 'OPEN') = ("decidedAt" IS NULL) AND ("verdict" <> 'REJECTED' OR length("reason") >= 10));
ALTER TABLE "PrivacyApproval" ADD CONSTRAINT "PrivacyApproval_answered" CHECK (("state" = 'OPEN') = ("answeredAt" IS NULL));
ALTER TABLE "PrivacyReport" ADD CONSTRAINT "PrivacyReport_noise" CHECK (("noisedColumns" IS NULL) = ("epsilon" IS NULL) AND ("epsilon" IS NULL OR "epsilon" > 0));
ALTER TABLE "DatasetVisibility" ADD CONSTRAINT "DatasetVisibility_min_top" CHECK ("minTopCount" BETWEEN 1 AND 1000000);
