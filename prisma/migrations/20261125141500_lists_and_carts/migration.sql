-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "BehaviourKind" ADD VALUE 'SEARCH';
ALTER TYPE "BehaviourKind" ADD VALUE 'REQUEST';
ALTER TYPE "BehaviourKind" ADD VALUE 'CART';

-- AlterTable
ALTER TABLE "BehaviourEvent" ADD COLUMN     "origin" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "Impression" (
    "id" BIGSERIAL NOT NULL,
    "listId" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "surface" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "arm" TEXT NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL,
    "listingId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "isDemo" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "clickedAt" TIMESTAMPTZ(3),
    "savedAt" TIMESTAMPTZ(3),
    "boughtAt" TIMESTAMPTZ(3),

    CONSTRAINT "Impression_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ShownCount" (
    "day" DATE NOT NULL,
    "surface" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "shown" BIGINT NOT NULL,

    CONSTRAINT "ShownCount_pkey" PRIMARY KEY ("day","surface","model","position")
);

-- CreateTable
CREATE TABLE "Experiment" (
    "id" UUID NOT NULL,
    "control" TEXT NOT NULL,
    "treatment" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "stoppedAt" TIMESTAMPTZ(3),
    "startedBy" TEXT NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "Experiment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SavedListing" (
    "accountId" UUID NOT NULL,
    "listingId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SavedListing_pkey" PRIMARY KEY ("accountId","listingId")
);

-- CreateTable
CREATE TABLE "DigestWish" (
    "accountId" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "lastSentAt" TIMESTAMPTZ(3),

    CONSTRAINT "DigestWish_pkey" PRIMARY KEY ("accountId")
);

-- CreateTable
CREATE TABLE "CartItem" (
    "accountId" UUID NOT NULL,
    "listingId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CartItem_pkey" PRIMARY KEY ("accountId","listingId")
);

-- CreateIndex
CREATE INDEX "Impression_subject_listingId_at_idx" ON "Impression"("subject", "listingId", "at");

-- CreateIndex
CREATE INDEX "Impression_at_idx" ON "Impression"("at");

-- CreateIndex
CREATE INDEX "Experiment_startedAt_idx" ON "Experiment"("startedAt");

-- AddForeignKey
ALTER TABLE "SavedListing" ADD CONSTRAINT "SavedListing_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SavedListing" ADD CONSTRAINT "SavedListing_listingId_fkey" FOREIGN KEY ("listingId") REFERENCES "Listing"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DigestWish" ADD CONSTRAINT "DigestWish_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CartItem" ADD CONSTRAINT "CartItem_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CartItem" ADD CONSTRAINT "CartItem_listingId_fkey" FOREIGN KEY ("listingId") REFERENCES "Listing"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One experiment at a time: two would disturb each other.
CREATE UNIQUE INDEX "Experiment_one_running" ON "Experiment" ((true)) WHERE "stoppedAt" IS NULL;
ALTER TABLE "Impression" ADD CONSTRAINT "Impression_position_check" CHECK ("position" BETWEEN 1 AND 50);
ALTER TABLE "ShownCount" ADD CONSTRAINT "ShownCount_shown_check" CHECK ("shown" >= 0);
