-- CreateEnum
CREATE TYPE "ModelStage" AS ENUM ('CANDIDATE', 'CANARY', 'LIVE', 'RETIRED');

-- CreateEnum
CREATE TYPE "ContestState" AS ENUM ('OPEN', 'UPHELD', 'CHANGED');

-- CreateTable
CREATE TABLE "ModelVersion" (
    "id" UUID NOT NULL,
    "model" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "stage" "ModelStage" NOT NULL DEFAULT 'CANDIDATE',
    "canaryShare" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "stagedAt" TIMESTAMPTZ(3) NOT NULL,
    "parameters" JSONB NOT NULL,
    "codeVersion" TEXT NOT NULL,
    "trainingRunId" UUID,
    "schedule" TEXT,
    "dataSha256" TEXT,
    "dataFrom" TIMESTAMPTZ(3),
    "dataTo" TIMESTAMPTZ(3),
    "rowCount" INTEGER NOT NULL DEFAULT 0,
    "metrics" JSONB NOT NULL,
    "isDemo" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ModelVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ModelStageEvent" (
    "id" BIGSERIAL NOT NULL,
    "versionId" UUID NOT NULL,
    "stage" "ModelStage" NOT NULL,
    "share" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "actor" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ModelStageEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Decision" (
    "id" UUID NOT NULL,
    "model" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "subject" TEXT NOT NULL DEFAULT '',
    "objectId" TEXT NOT NULL,
    "inputSha256" TEXT NOT NULL,
    "output" JSONB NOT NULL,
    "isDemo" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DecisionInput" (
    "decisionId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,

    CONSTRAINT "DecisionInput_pkey" PRIMARY KEY ("decisionId","name")
);

-- CreateTable
CREATE TABLE "DecisionBlob" (
    "sha256" TEXT NOT NULL,
    "gzip" BYTEA NOT NULL,

    CONSTRAINT "DecisionBlob_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "Contest" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "objectId" TEXT NOT NULL,
    "statement" TEXT NOT NULL,
    "state" "ContestState" NOT NULL DEFAULT 'OPEN',
    "answer" TEXT NOT NULL DEFAULT '',
    "answeredBy" TEXT NOT NULL DEFAULT '',
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "Contest_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ModelVersion_model_createdAt_idx" ON "ModelVersion"("model", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "ModelVersion_model_version_key" ON "ModelVersion"("model", "version");

-- CreateIndex
CREATE INDEX "ModelStageEvent_versionId_id_idx" ON "ModelStageEvent"("versionId", "id");

-- CreateIndex
CREATE INDEX "Decision_model_at_idx" ON "Decision"("model", "at");

-- CreateIndex
CREATE INDEX "Decision_objectId_at_idx" ON "Decision"("objectId", "at");

-- CreateIndex
CREATE INDEX "Decision_subject_idx" ON "Decision"("subject");

-- CreateIndex
CREATE INDEX "Decision_at_idx" ON "Decision"("at");

-- CreateIndex
CREATE INDEX "DecisionInput_sha256_idx" ON "DecisionInput"("sha256");

-- CreateIndex
CREATE INDEX "Contest_accountId_openedAt_idx" ON "Contest"("accountId", "openedAt");

-- CreateIndex
CREATE INDEX "Contest_state_dueAt_idx" ON "Contest"("state", "dueAt");

-- AddForeignKey
ALTER TABLE "ModelStageEvent" ADD CONSTRAINT "ModelStageEvent_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "ModelVersion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DecisionInput" ADD CONSTRAINT "DecisionInput_decisionId_fkey" FOREIGN KEY ("decisionId") REFERENCES "Decision"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DecisionInput" ADD CONSTRAINT "DecisionInput_sha256_fkey" FOREIGN KEY ("sha256") REFERENCES "DecisionBlob"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------- what the database keeps true

ALTER TABLE "ModelVersion" ADD CONSTRAINT "ModelVersion_share" CHECK (("stage" = 'CANARY' AND "canaryShare" > 0 AND "canaryShare" <= 0.1) OR ("stage" <> 'CANARY' AND "canaryShare" = 0));
CREATE UNIQUE INDEX "ModelVersion_one_live" ON "ModelVersion" ("model") WHERE "stage" = 'LIVE';
CREATE UNIQUE INDEX "ModelVersion_one_canary" ON "ModelVersion" ("model") WHERE "stage" = 'CANARY';

-- A version is what it was when it was made: only its stage moves.
CREATE FUNCTION keep_model_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - ARRAY['stage', 'canaryShare', 'stagedAt']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['stage', 'canaryShare', 'stagedAt']) THEN
    RAISE EXCEPTION 'a model version is immutable but for its stage' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_model_version BEFORE UPDATE OR DELETE ON "ModelVersion" FOR EACH ROW EXECUTE FUNCTION keep_model_version();

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "ModelStageEvent" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "ModelStageEvent" FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

ALTER TABLE "Contest" ADD CONSTRAINT "Contest_answered" CHECK (("state" = 'OPEN') = ("answeredAt" IS NULL) AND ("state" = 'OPEN' OR length("answer") >= 3));
