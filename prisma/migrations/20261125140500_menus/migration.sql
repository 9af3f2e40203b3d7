-- CreateEnum
CREATE TYPE "PlanKind" AS ENUM ('ONE_OFF', 'SUBSCRIPTION', 'USAGE', 'FREE', 'ON_REQUEST');

-- CreateEnum
CREATE TYPE "PlanTerm" AS ENUM ('MONTH', 'YEAR');

-- CreateEnum
CREATE TYPE "BuyerClass" AS ENUM ('ACADEMIC', 'NON_PROFIT', 'PUBLIC_BODY', 'START_UP', 'COMPANY');

-- CreateEnum
CREATE TYPE "OfferRequestState" AS ENUM ('OPEN', 'OFFERED', 'DECLINED');

-- CreateEnum
CREATE TYPE "SubscriptionState" AS ENUM ('ACTIVE', 'CANCELLED', 'ENDED');

-- AlterTable
ALTER TABLE "Order" ADD COLUMN     "listMinor" BIGINT,
ADD COLUMN     "offerId" UUID,
ADD COLUMN     "planId" UUID,
ADD COLUMN     "planKind" "PlanKind" NOT NULL DEFAULT 'ONE_OFF';

-- AlterTable
ALTER TABLE "Entitlement" ADD COLUMN     "endsAt" TIMESTAMPTZ(3),
ADD COLUMN     "rowLimit" BIGINT,
ADD COLUMN     "share" INTEGER NOT NULL DEFAULT 10000,
ADD COLUMN     "supersededById" UUID;

-- CreateTable
CREATE TABLE "Plan" (
    "id" UUID NOT NULL,
    "listingId" UUID NOT NULL,
    "kind" "PlanKind" NOT NULL,
    "share" INTEGER NOT NULL,
    "term" "PlanTerm",
    "priceMinor" BIGINT NOT NULL,
    "capMinor" BIGINT,
    "freeRows" INTEGER,
    "setAtMinor" BIGINT NOT NULL,
    "position" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "retiredAt" TIMESTAMPTZ(3),

    CONSTRAINT "Plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ClassOffer" (
    "id" UUID NOT NULL,
    "listingId" UUID NOT NULL,
    "buyerClass" "BuyerClass" NOT NULL,
    "priceMinor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "retiredAt" TIMESTAMPTZ(3),

    CONSTRAINT "ClassOffer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OfferRequest" (
    "id" UUID NOT NULL,
    "listingId" UUID NOT NULL,
    "buyerId" UUID NOT NULL,
    "buyerClass" "BuyerClass" NOT NULL,
    "need" TEXT NOT NULL,
    "state" "OfferRequestState" NOT NULL DEFAULT 'OPEN',
    "answer" TEXT NOT NULL DEFAULT '',
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "OfferRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Subscription" (
    "id" UUID NOT NULL,
    "buyerId" UUID NOT NULL,
    "listingId" UUID NOT NULL,
    "planId" UUID NOT NULL,
    "entitlementId" UUID NOT NULL,
    "term" "PlanTerm" NOT NULL,
    "priceMinor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "state" "SubscriptionState" NOT NULL DEFAULT 'ACTIVE',
    "termCount" INTEGER NOT NULL DEFAULT 1,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "paidUntil" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "endReason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "Subscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TierFile" (
    "revisionId" UUID NOT NULL,
    "rowCount" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,
    "byteSize" BIGINT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TierFile_pkey" PRIMARY KEY ("revisionId","rowCount")
);

-- CreateIndex
CREATE INDEX "Plan_listingId_retiredAt_position_idx" ON "Plan"("listingId", "retiredAt", "position");

-- CreateIndex
CREATE INDEX "ClassOffer_listingId_createdAt_idx" ON "ClassOffer"("listingId", "createdAt");

-- CreateIndex
CREATE INDEX "OfferRequest_listingId_state_openedAt_idx" ON "OfferRequest"("listingId", "state", "openedAt");

-- CreateIndex
CREATE INDEX "OfferRequest_buyerId_openedAt_idx" ON "OfferRequest"("buyerId", "openedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Subscription_entitlementId_key" ON "Subscription"("entitlementId");

-- CreateIndex
CREATE INDEX "Subscription_state_paidUntil_idx" ON "Subscription"("state", "paidUntil");

-- CreateIndex
CREATE INDEX "Subscription_buyerId_startedAt_idx" ON "Subscription"("buyerId", "startedAt");

-- AddForeignKey
ALTER TABLE "Plan" ADD CONSTRAINT "Plan_listingId_fkey" FOREIGN KEY ("listingId") REFERENCES "Listing"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClassOffer" ADD CONSTRAINT "ClassOffer_listingId_fkey" FOREIGN KEY ("listingId") REFERENCES "Listing"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OfferRequest" ADD CONSTRAINT "OfferRequest_listingId_fkey" FOREIGN KEY ("listingId") REFERENCES "Listing"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TierFile" ADD CONSTRAINT "TierFile_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "Revision"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TierFile" ADD CONSTRAINT "TierFile_sha256_fkey" FOREIGN KEY ("sha256") REFERENCES "StoredObject"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- From here on by hand: what the schema language can't say, kept true by the database itself.

ALTER TABLE "Order" ADD CONSTRAINT "Order_list_price" CHECK ("priceMinor" <= "listMinor");
ALTER TABLE "Plan"
  ADD CONSTRAINT "Plan_share" CHECK ("share" BETWEEN 1 AND 10000),
  ADD CONSTRAINT "Plan_amounts" CHECK ("priceMinor" BETWEEN 0 AND 1000000000 AND "setAtMinor" BETWEEN 0 AND 1000000000 AND "capMinor" BETWEEN 1 AND 1000000000 AND "freeRows" BETWEEN 0 AND 1000000000),
  ADD CONSTRAINT "Plan_of_its_kind" CHECK (
    ("kind" = 'SUBSCRIPTION') = ("term" IS NOT NULL)
    AND ("kind" = 'USAGE') = ("capMinor" IS NOT NULL)
    AND ("kind" = 'USAGE') = ("freeRows" IS NOT NULL)
    AND ("kind" NOT IN ('FREE', 'ON_REQUEST') OR "priceMinor" = 0)
    AND ("kind" IN ('FREE', 'ON_REQUEST') OR "priceMinor" > 0));
ALTER TABLE "ClassOffer" ADD CONSTRAINT "ClassOffer_terms" CHECK ("priceMinor" BETWEEN 0 AND 1000000000 AND "endsAt" > "createdAt" AND length("reason") >= 10);
ALTER TABLE "OfferRequest" ADD CONSTRAINT "OfferRequest_answered" CHECK (("state" = 'OPEN') = ("answeredAt" IS NULL));
ALTER TABLE "Entitlement"
  ADD CONSTRAINT "Entitlement_rows" CHECK ("share" BETWEEN 1 AND 10000 AND "rowLimit" > 0),
  ADD CONSTRAINT "Entitlement_term" CHECK ("endsAt" > "grantedAt"),
  ADD CONSTRAINT "Entitlement_superseded_is_over" CHECK ("supersededById" IS NULL OR "revokedAt" IS NOT NULL);
ALTER TABLE "Subscription" ADD CONSTRAINT "Subscription_state" CHECK ("termCount" > 0 AND "priceMinor" > 0 AND "paidUntil" > "startedAt" AND ("state" = 'ENDED') = ("endedAt" IS NOT NULL));
ALTER TABLE "TierFile" ADD CONSTRAINT "TierFile_rows" CHECK ("rowCount" > 0 AND "byteSize" >= 0);

-- The whole is paid once; parts of it, terms and upgrades may follow each other. One right at a time stays (Entitlement_one_active_per_listing).
DROP INDEX "Order_one_paid_per_listing";
CREATE UNIQUE INDEX "Order_one_paid_whole_per_listing" ON "Order" ("buyerId", "listingId") WHERE "status" = 'PAID' AND "planId" IS NULL AND "offerId" IS NULL;

CREATE UNIQUE INDEX "ClassOffer_one_that_holds" ON "ClassOffer" ("listingId", "buyerClass") WHERE "retiredAt" IS NULL;
CREATE UNIQUE INDEX "OfferRequest_one_open" ON "OfferRequest" ("listingId", "buyerId") WHERE "state" = 'OPEN';
CREATE UNIQUE INDEX "Subscription_one_that_runs" ON "Subscription" ("listingId", "buyerId") WHERE "state" <> 'ENDED';

-- A plan and an offer are what somebody bought by them: only their end is written later, once.
CREATE FUNCTION keep_terms() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was jsonb := to_jsonb(OLD) - 'retiredAt';
BEGIN
  IF OLD."retiredAt" IS NOT NULL OR to_jsonb(NEW) - 'retiredAt' IS DISTINCT FROM was THEN
    RAISE EXCEPTION 'The terms of % are immutable', TG_TABLE_NAME USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Plan_immutable" BEFORE UPDATE ON "Plan" FOR EACH ROW EXECUTE FUNCTION keep_terms();
CREATE TRIGGER "ClassOffer_immutable" BEFORE UPDATE ON "ClassOffer" FOR EACH ROW EXECUTE FUNCTION keep_terms();
