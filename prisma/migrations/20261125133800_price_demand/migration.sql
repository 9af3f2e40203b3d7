-- CreateEnum
CREATE TYPE "ProposalState" AS ENUM ('OPEN', 'ACCEPTED', 'DISMISSED', 'REPLACED');

-- AlterTable
ALTER TABLE "Revision" ADD COLUMN     "alikeRowCount" BIGINT;

-- CreateTable
CREATE TABLE "PriceFigure" (
    "revisionId" UUID NOT NULL,
    "effectiveRows" DOUBLE PRECISION NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PriceFigure_pkey" PRIMARY KEY ("revisionId")
);

-- CreateTable
CREATE TABLE "PricePolicy" (
    "listingId" UUID NOT NULL,
    "floorMinor" BIGINT,
    "ceilingMinor" BIGINT,
    "isAutomatic" BOOLEAN NOT NULL DEFAULT false,
    "isExploring" BOOLEAN NOT NULL DEFAULT false,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PricePolicy_pkey" PRIMARY KEY ("listingId")
);

-- CreateTable
CREATE TABLE "PriceProposal" (
    "id" UUID NOT NULL,
    "listingId" UUID NOT NULL,
    "fromMinor" BIGINT NOT NULL,
    "toMinor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "state" "ProposalState" NOT NULL DEFAULT 'OPEN',
    "isAutomatic" BOOLEAN NOT NULL DEFAULT false,
    "modelVersion" TEXT NOT NULL,
    "limit" TEXT,
    "demand" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "PriceProposal_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "PriceProposal_listingId_at_idx" ON "PriceProposal"("listingId", "at");

-- AddForeignKey
ALTER TABLE "PricePolicy" ADD CONSTRAINT "PricePolicy_listingId_fkey" FOREIGN KEY ("listingId") REFERENCES "Listing"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PriceProposal" ADD CONSTRAINT "PriceProposal_listingId_fkey" FOREIGN KEY ("listingId") REFERENCES "Listing"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One open proposal a listing, whatever is retried.
create unique index "PriceProposal_one_open" on "PriceProposal" ("listingId") where state = 'OPEN';
alter table "PriceProposal" add constraint "PriceProposal_amounts" check ("fromMinor" > 0 and "toMinor" > 0 and "toMinor" <= 1000000000);
alter table "PricePolicy" add constraint "PricePolicy_bounds" check (("floorMinor" is null or "floorMinor" > 0) and ("ceilingMinor" is null or "ceilingMinor" > 0) and ("floorMinor" is null or "ceilingMinor" is null or "floorMinor" <= "ceilingMinor"));
alter table "PriceFigure" add constraint "PriceFigure_rows" check ("effectiveRows" >= 0 and "effectiveRows" < 'infinity'::float8);
