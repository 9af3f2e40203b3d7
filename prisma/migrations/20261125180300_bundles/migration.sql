-- AlterTable
ALTER TABLE "Order" ADD COLUMN     "bundleId" UUID;

-- CreateTable
CREATE TABLE "Bundle" (
    "id" UUID NOT NULL,
    "sellerId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "retiredAt" TIMESTAMPTZ(3),

    CONSTRAINT "Bundle_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BundleItem" (
    "bundleId" UUID NOT NULL,
    "listingId" UUID NOT NULL,

    CONSTRAINT "BundleItem_pkey" PRIMARY KEY ("bundleId","listingId")
);

-- CreateIndex
CREATE INDEX "Bundle_sellerId_retiredAt_idx" ON "Bundle"("sellerId", "retiredAt");

-- CreateIndex
CREATE INDEX "BundleItem_listingId_idx" ON "BundleItem"("listingId");

-- CreateIndex
CREATE INDEX "Order_bundleId_idx" ON "Order"("bundleId");

-- AddForeignKey
ALTER TABLE "Bundle" ADD CONSTRAINT "Bundle_sellerId_fkey" FOREIGN KEY ("sellerId") REFERENCES "Seller"("accountId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BundleItem" ADD CONSTRAINT "BundleItem_bundleId_fkey" FOREIGN KEY ("bundleId") REFERENCES "Bundle"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BundleItem" ADD CONSTRAINT "BundleItem_listingId_fkey" FOREIGN KEY ("listingId") REFERENCES "Listing"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Order" ADD CONSTRAINT "Order_bundleId_fkey" FOREIGN KEY ("bundleId") REFERENCES "Bundle"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "Bundle" ADD CONSTRAINT "Bundle_title_check" CHECK (length("title") BETWEEN 3 AND 110);
