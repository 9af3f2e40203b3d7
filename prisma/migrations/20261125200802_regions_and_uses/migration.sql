-- AlterTable
ALTER TABLE "Listing" ADD COLUMN     "regions" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "BuyerTerms" (
    "accountId" UUID NOT NULL,
    "country" TEXT,
    "uses" TEXT[],
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "BuyerTerms_pkey" PRIMARY KEY ("accountId")
);
