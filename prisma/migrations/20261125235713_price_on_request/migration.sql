-- AlterTable
ALTER TABLE "PriceChange" ALTER COLUMN "priceMinor" DROP NOT NULL;

-- Published without a price is on request.
ALTER TABLE "Listing" DROP CONSTRAINT "Listing_published_has_price",
  ADD CONSTRAINT "Listing_published_has_day" CHECK ("status" <> 'PUBLISHED' OR "publishedAt" IS NOT NULL);
