-- CreateEnum
CREATE TYPE "AlertSeverity" AS ENUM ('WARNING', 'CRITICAL');

-- CreateEnum
CREATE TYPE "AlertState" AS ENUM ('FIRING', 'ACKNOWLEDGED', 'RESOLVED');

-- CreateTable
CREATE TABLE "MetricBucket" (
    "model" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "start" TIMESTAMPTZ(3) NOT NULL,
    "seconds" INTEGER NOT NULL,
    "count" BIGINT NOT NULL,
    "sum" DOUBLE PRECISION NOT NULL,
    "min" DOUBLE PRECISION NOT NULL,
    "max" DOUBLE PRECISION NOT NULL,
    "bins" BIGINT[],
    "demoCount" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "MetricBucket_pkey" PRIMARY KEY ("model","metric","seconds","start")
);

-- CreateTable
CREATE TABLE "AlertRule" (
    "id" UUID NOT NULL,
    "model" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "parameters" JSONB NOT NULL,
    "severity" "AlertSeverity" NOT NULL,
    "windowSeconds" INTEGER NOT NULL,
    "forSeconds" INTEGER NOT NULL,
    "isEnabled" BOOLEAN NOT NULL DEFAULT true,
    "silenceReason" TEXT NOT NULL DEFAULT '',
    "silencedUntil" TIMESTAMPTZ(3),
    "pendingSince" TIMESTAMPTZ(3),
    "lastState" TEXT NOT NULL DEFAULT 'not-enough-data',
    "lastValue" DOUBLE PRECISION,
    "evaluatedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AlertRule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Alert" (
    "id" UUID NOT NULL,
    "ruleId" UUID NOT NULL,
    "model" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "severity" "AlertSeverity" NOT NULL,
    "state" "AlertState" NOT NULL DEFAULT 'FIRING',
    "isTest" BOOLEAN NOT NULL DEFAULT false,
    "value" DOUBLE PRECISION,
    "threshold" DOUBLE PRECISION,
    "raisedAt" TIMESTAMPTZ(3) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "resolvedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AlertEvent" (
    "id" BIGSERIAL NOT NULL,
    "alertId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AlertEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TrainingRun" (
    "id" UUID NOT NULL,
    "model" TEXT NOT NULL,
    "comparison" TEXT NOT NULL,
    "spec" JSONB NOT NULL,
    "seed" INTEGER NOT NULL,
    "dataSha256" TEXT NOT NULL,
    "rowCount" INTEGER NOT NULL,
    "dataFrom" TIMESTAMPTZ(3),
    "dataTo" TIMESTAMPTZ(3),
    "curve" JSONB NOT NULL,
    "result" JSONB NOT NULL,
    "codeVersion" TEXT NOT NULL,
    "isDemo" BOOLEAN NOT NULL DEFAULT false,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TrainingRun_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "MetricBucket_start_idx" ON "MetricBucket"("start");

-- CreateIndex
CREATE UNIQUE INDEX "AlertRule_model_metric_kind_key" ON "AlertRule"("model", "metric", "kind");

-- CreateIndex
CREATE INDEX "Alert_raisedAt_id_idx" ON "Alert"("raisedAt", "id");

-- CreateIndex
CREATE INDEX "Alert_ruleId_state_idx" ON "Alert"("ruleId", "state");

-- CreateIndex
CREATE INDEX "AlertEvent_alertId_id_idx" ON "AlertEvent"("alertId", "id");

-- CreateIndex
CREATE INDEX "TrainingRun_model_startedAt_idx" ON "TrainingRun"("model", "startedAt");

-- CreateIndex
CREATE INDEX "TrainingRun_comparison_idx" ON "TrainingRun"("comparison");

-- AddForeignKey
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_ruleId_fkey" FOREIGN KEY ("ruleId") REFERENCES "AlertRule"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AlertEvent" ADD CONSTRAINT "AlertEvent_alertId_fkey" FOREIGN KEY ("alertId") REFERENCES "Alert"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------- what the database keeps true

ALTER TABLE "MetricBucket"
  ADD CONSTRAINT "MetricBucket_span" CHECK ("seconds" IN (60, 3600, 86400)),
  ADD CONSTRAINT "MetricBucket_counts" CHECK ("count" > 0 AND "demoCount" BETWEEN 0 AND "count" AND "min" <= "max");
ALTER TABLE "AlertRule" ADD CONSTRAINT "AlertRule_times" CHECK ("windowSeconds" BETWEEN 60 AND 2592000 AND "forSeconds" BETWEEN 0 AND 604800);
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_resolved_has_time" CHECK (("state" = 'RESOLVED') = ("resolvedAt" IS NOT NULL));

-- De-duplicated: a rule has one open alert at most, whoever evaluates it.
CREATE UNIQUE INDEX "Alert_one_open_per_rule" ON "Alert" ("ruleId") WHERE "state" <> 'RESOLVED' AND NOT "isTest";

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "AlertEvent" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "AlertEvent" FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
