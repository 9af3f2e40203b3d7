-- DropIndex
DROP INDEX "Listing_status_salesCount_id_idx";

-- AlterTable: every sale of before was a voice.
ALTER TABLE "Listing" ADD COLUMN     "salesVoices" INTEGER NOT NULL DEFAULT 0;
UPDATE "Listing" SET "salesVoices" = "salesCount";
ALTER TABLE "Listing" ADD CONSTRAINT "Listing_voices" CHECK ("salesVoices" BETWEEN 0 AND "salesCount");

-- AlterTable: the same, without a touch of rows that are history.
ALTER TABLE "Order" ADD COLUMN     "isVoice" BOOLEAN NOT NULL DEFAULT true;
ALTER TABLE "Order" ALTER COLUMN "isVoice" SET DEFAULT false;

-- AlterTable: decisions about whoever limits today are held as her visits are.
ALTER TABLE "Decision" ADD COLUMN     "isHeld" BOOLEAN NOT NULL DEFAULT false;
UPDATE "Decision" d SET "isHeld" = true WHERE d."subject" <> '' AND (
  EXISTS (SELECT 1 FROM "BehaviourEvent" e WHERE e."subject" = d."subject" AND e."isHeld") OR EXISTS (SELECT 1 FROM "Impression" i WHERE i."subject" = d."subject" AND i."isHeld"));

-- CreateIndex
CREATE INDEX "Listing_status_salesVoices_id_idx" ON "Listing"("status", "salesVoices", "id");
