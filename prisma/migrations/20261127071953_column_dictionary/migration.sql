-- CreateTable
CREATE TABLE "DatasetDictionary" (
    "datasetId" UUID NOT NULL,
    "entries" JSONB NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DatasetDictionary_pkey" PRIMARY KEY ("datasetId")
);

-- AddForeignKey
ALTER TABLE "DatasetDictionary" ADD CONSTRAINT "DatasetDictionary_datasetId_fkey" FOREIGN KEY ("datasetId") REFERENCES "Dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Read as a list wherever it is read.
ALTER TABLE "DatasetDictionary" ADD CONSTRAINT "DatasetDictionary_entries_check" CHECK (jsonb_typeof("entries") = 'array');
