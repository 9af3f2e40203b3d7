-- AlterTable
ALTER TABLE "BehaviourEvent" ADD COLUMN     "consentUntil" TIMESTAMPTZ(3),
ADD COLUMN     "isHeld" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "BehaviourIndex" ADD COLUMN     "coveringVersion" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Impression" ADD COLUMN     "isHeld" BOOLEAN NOT NULL DEFAULT false;

-- CreateIndex
CREATE INDEX "BehaviourEvent_consentUntil_idx" ON "BehaviourEvent"("consentUntil");

-- What was written before was agreed to for a year at most, counted from when it was agreed to: not later than this.
UPDATE "BehaviourEvent" SET "consentUntil" = at + interval '365 days' WHERE NOT "isDemo";

-- What may be learnt from and counted, said once for every reader: agreed to under a notice in force, not run out, and not limited by the one it is about.
CREATE VIEW "BehaviourInUse" AS
  SELECT id, subject, visit, kind, "listingId", purposes, origin, "isDemo", at FROM "BehaviourEvent"
  WHERE NOT "isHeld" AND ("consentUntil" IS NULL OR "consentUntil" > now())
    AND "noticeVersion" >= coalesce((SELECT max(version) FROM "Notice" WHERE code = 'privacy' AND "isMaterial"), 0);
