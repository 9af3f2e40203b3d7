-- AlterTable
ALTER TABLE "Dataset" ADD COLUMN     "labelColumn" TEXT;

-- CreateTable
CREATE TABLE "LabelNoise" (
    "revisionId" UUID NOT NULL,
    "column" TEXT NOT NULL,
    "figures" JSONB,
    "fault" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "LabelNoise_pkey" PRIMARY KEY ("revisionId")
);

-- AddForeignKey
ALTER TABLE "LabelNoise" ADD CONSTRAINT "LabelNoise_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "Revision"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Either what was found or why nothing was.
ALTER TABLE "LabelNoise" ADD CONSTRAINT "LabelNoise_outcome_check" CHECK (("figures" IS NULL) <> ("fault" IS NULL) AND length("column") BETWEEN 1 AND 500);
