-- CreateTable
CREATE TABLE "BehaviourIndex" (
    "id" SERIAL NOT NULL,
    "sha256" TEXT NOT NULL,
    "byteSize" INTEGER NOT NULL,
    "sessionCount" INTEGER NOT NULL,
    "itemCount" INTEGER NOT NULL,
    "eventCount" INTEGER NOT NULL,
    "newestEventId" BIGINT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "builtAt" TIMESTAMPTZ(3) NOT NULL,
    "checkedAt" TIMESTAMPTZ(3) NOT NULL,
    "buildMilliseconds" INTEGER NOT NULL,

    CONSTRAINT "BehaviourIndex_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BehaviourForgotten" (
    "id" BIGSERIAL NOT NULL,
    "owner" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "clearedIn" INTEGER,

    CONSTRAINT "BehaviourForgotten_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BehaviourServing" (
    "process" TEXT NOT NULL,
    "indexId" INTEGER,
    "faultyId" INTEGER,
    "fault" TEXT NOT NULL DEFAULT '',
    "freshCount" INTEGER NOT NULL,
    "loadMilliseconds" INTEGER NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "BehaviourServing_pkey" PRIMARY KEY ("process")
);

-- Checks that the database keeps itself.
ALTER TABLE "BehaviourIndex" ADD CONSTRAINT "BehaviourIndex_sha256_check" CHECK ("sha256" ~ '^[0-9a-f]{64}$');
ALTER TABLE "BehaviourIndex" ADD CONSTRAINT "BehaviourIndex_counts_check" CHECK ("byteSize" > 0 AND "sessionCount" >= 0 AND "itemCount" >= 0 AND "eventCount" >= 0 AND "newestEventId" >= 0);
ALTER TABLE "BehaviourIndex" ADD CONSTRAINT "BehaviourIndex_times_check" CHECK ("since" <= "builtAt" AND "checkedAt" >= "builtAt");
ALTER TABLE "BehaviourForgotten" ADD CONSTRAINT "BehaviourForgotten_owner_check" CHECK ("owner" BETWEEN 1 AND 4294967295);
ALTER TABLE "BehaviourServing" ADD CONSTRAINT "BehaviourServing_fault_check" CHECK (("fault" = '') = ("faultyId" IS NULL));
