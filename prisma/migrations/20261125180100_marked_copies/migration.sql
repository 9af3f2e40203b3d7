-- CreateTable
CREATE TABLE "MarkingChoice" (
    "id" UUID NOT NULL,
    "listingId" UUID NOT NULL,
    "columns" TEXT[],
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "MarkingChoice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MarkedCopy" (
    "entitlementId" UUID NOT NULL,
    "revisionId" UUID NOT NULL,
    "fileName" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "byteSize" BIGINT NOT NULL,
    "plan" JSONB NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "MarkedCopy_pkey" PRIMARY KEY ("entitlementId","revisionId")
);

-- CreateIndex
CREATE INDEX "MarkingChoice_listingId_since_idx" ON "MarkingChoice"("listingId", "since");

-- CreateIndex
CREATE INDEX "MarkedCopy_revisionId_idx" ON "MarkedCopy"("revisionId");

-- CreateIndex
CREATE INDEX "MarkedCopy_sha256_idx" ON "MarkedCopy"("sha256");

-- AddForeignKey
ALTER TABLE "MarkingChoice" ADD CONSTRAINT "MarkingChoice_listingId_fkey" FOREIGN KEY ("listingId") REFERENCES "Listing"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MarkedCopy" ADD CONSTRAINT "MarkedCopy_entitlementId_fkey" FOREIGN KEY ("entitlementId") REFERENCES "Entitlement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MarkedCopy" ADD CONSTRAINT "MarkedCopy_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "Revision"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MarkedCopy" ADD CONSTRAINT "MarkedCopy_sha256_fkey" FOREIGN KEY ("sha256") REFERENCES "StoredObject"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Checks that the database keeps by itself.
ALTER TABLE "MarkedCopy" ADD CONSTRAINT "MarkedCopy_sha256_is_a_hash" CHECK ("sha256" ~ '^[0-9a-f]{64}$');
ALTER TABLE "MarkingChoice" ADD CONSTRAINT "MarkingChoice_few_columns" CHECK (cardinality("columns") <= 20);
