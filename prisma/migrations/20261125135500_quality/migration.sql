-- AlterTable
ALTER TABLE "Dataset" ADD COLUMN     "updateFrequency" TEXT;

-- AlterTable
ALTER TABLE "RevisionProfile" ADD COLUMN     "rules" JSONB,
ADD COLUMN     "table" JSONB;

-- AlterTable
ALTER TABLE "Listing" ADD COLUMN     "qualityGrade" TEXT;

-- CreateTable
CREATE TABLE "RevisionQuality" (
    "revisionId" UUID NOT NULL,
    "formula" TEXT NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "grade" TEXT NOT NULL,
    "dimensions" JSONB NOT NULL,
    "gradedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RevisionQuality_pkey" PRIMARY KEY ("revisionId")
);

-- CreateTable
CREATE TABLE "QualityRule" (
    "id" UUID NOT NULL,
    "datasetId" UUID NOT NULL,
    "rule" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "QualityRule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Measurement" (
    "revisionId" UUID NOT NULL,
    "ownerId" UUID NOT NULL,
    "fileName" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "share" DOUBLE PRECISION,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "refusal" JSONB,

    CONSTRAINT "Measurement_pkey" PRIMARY KEY ("revisionId")
);

-- CreateIndex
CREATE INDEX "RevisionQuality_grade_idx" ON "RevisionQuality"("grade");

-- CreateIndex
CREATE INDEX "QualityRule_datasetId_createdAt_idx" ON "QualityRule"("datasetId", "createdAt");

-- CreateIndex
CREATE INDEX "Measurement_ownerId_startedAt_idx" ON "Measurement"("ownerId", "startedAt");

-- CreateIndex
CREATE INDEX "Measurement_updatedAt_idx" ON "Measurement"("updatedAt");

-- AddForeignKey
ALTER TABLE "RevisionQuality" ADD CONSTRAINT "RevisionQuality_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "Revision"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QualityRule" ADD CONSTRAINT "QualityRule_datasetId_fkey" FOREIGN KEY ("datasetId") REFERENCES "Dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the database keeps
ALTER TABLE "RevisionQuality" ADD CONSTRAINT "RevisionQuality_score_share" CHECK ("score" >= 0 AND "score" <= 1);
ALTER TABLE "RevisionQuality" ADD CONSTRAINT "RevisionQuality_grade_letter" CHECK ("grade" IN ('A', 'B', 'C', 'D', 'E'));
ALTER TABLE "Listing" ADD CONSTRAINT "Listing_grade_letter" CHECK ("qualityGrade" IN ('A', 'B', 'C', 'D', 'E'));
ALTER TABLE "Dataset" ADD CONSTRAINT "Dataset_update_frequency" CHECK ("updateFrequency" IN ('continuous', 'daily', 'weekly', 'monthly', 'quarterly', 'yearly', 'irregular', 'once'));
ALTER TABLE "Measurement" ADD CONSTRAINT "Measurement_share" CHECK ("share" IS NULL OR ("share" >= 0 AND "share" <= 1));
