-- AlterTable
ALTER TABLE "Measurement" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "leaseId" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "leaseUntil" TIMESTAMPTZ(3),
ADD COLUMN     "sourceKey" TEXT;

-- CreateTable
CREATE TABLE "RevisionTable" (
    "revisionId" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "byteSize" BIGINT NOT NULL,
    "sortedBy" TEXT[],
    "isFaithful" BOOLEAN NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RevisionTable_pkey" PRIMARY KEY ("revisionId")
);

-- CreateIndex
CREATE INDEX "RevisionTable_sha256_idx" ON "RevisionTable"("sha256");

-- CreateIndex
CREATE UNIQUE INDEX "Measurement_sourceKey_key" ON "Measurement"("sourceKey");

-- CreateIndex
CREATE INDEX "Measurement_leaseUntil_idx" ON "Measurement"("leaseUntil");

-- AddForeignKey
ALTER TABLE "RevisionTable" ADD CONSTRAINT "RevisionTable_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "Revision"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RevisionTable" ADD CONSTRAINT "RevisionTable_sha256_fkey" FOREIGN KEY ("sha256") REFERENCES "StoredObject"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Checks that the database keeps by itself.
ALTER TABLE "RevisionTable" ADD CONSTRAINT "RevisionTable_sha256_is_a_hash" CHECK ("sha256" ~ '^[0-9a-f]{64}$');
ALTER TABLE "RevisionTable" ADD CONSTRAINT "RevisionTable_has_bytes" CHECK ("byteSize" > 0);
ALTER TABLE "Measurement" ADD CONSTRAINT "Measurement_attempts_counted" CHECK ("attempts" BETWEEN 1 AND 100);

-- What an older version had begun is anybody's to take up.
UPDATE "Measurement" SET "leaseUntil" = now() WHERE "endedAt" IS NULL;
