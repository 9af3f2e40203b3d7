-- AlterTable
ALTER TABLE "Listing" ADD COLUMN     "takenDownAt" TIMESTAMPTZ(3),
ADD COLUMN     "takenDownReason" TEXT NOT NULL DEFAULT '';

-- What an administrator took down is not on sale, and has a reason.
ALTER TABLE "Listing" ADD CONSTRAINT "Listing_taken_down" CHECK ("takenDownAt" IS NULL OR ("status" <> 'PUBLISHED' AND "takenDownReason" <> ''));
