-- CreateEnum
CREATE TYPE "RightsKind" AS ENUM ('ACCESS', 'RECTIFICATION', 'RESTRICTION', 'OBJECTION', 'AUTOMATED_DECISIONS', 'ERASURE');

-- CreateEnum
CREATE TYPE "RightsState" AS ENUM ('OPEN', 'GRANTED', 'REFUSED', 'WITHDRAWN');

-- AlterEnum
ALTER TYPE "ConsentDecision" ADD VALUE 'EXPIRED';

-- AlterTable
ALTER TABLE "Notice" ADD COLUMN     "isMaterial" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "ConsentEvent" ADD COLUMN     "choiceId" UUID NOT NULL DEFAULT gen_random_uuid(),
ADD COLUMN     "expiresAt" TIMESTAMPTZ(3),
ADD COLUMN     "jurisdiction" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "recipient" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "NoticeDraft" (
    "code" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "NoticeDraft_pkey" PRIMARY KEY ("code","locale")
);

-- CreateTable
CREATE TABLE "ConsentRecord" (
    "choiceId" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ConsentRecord_pkey" PRIMARY KEY ("choiceId")
);

-- CreateTable
CREATE TABLE "ProcessingLimit" (
    "id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "liftedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ProcessingLimit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RightsRequest" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "kind" "RightsKind" NOT NULL,
    "state" "RightsState" NOT NULL DEFAULT 'OPEN',
    "statementCipher" TEXT,
    "answerCipher" TEXT,
    "answeredBy" TEXT NOT NULL DEFAULT '',
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "RightsRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditSegment" (
    "toSeq" BIGINT NOT NULL,
    "fromSeq" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,
    "root" TEXT NOT NULL,
    "bundleSha256" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AuditSegment_pkey" PRIMARY KEY ("toSeq")
);

-- CreateTable
CREATE TABLE "AuditStatus" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "report" JSONB NOT NULL,

    CONSTRAINT "AuditStatus_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ConsentRecord_subject_at_idx" ON "ConsentRecord"("subject", "at");

-- CreateIndex
CREATE INDEX "ProcessingLimit_subject_idx" ON "ProcessingLimit"("subject");

-- CreateIndex
CREATE INDEX "RightsRequest_accountId_openedAt_idx" ON "RightsRequest"("accountId", "openedAt");

-- CreateIndex
CREATE INDEX "RightsRequest_state_dueAt_idx" ON "RightsRequest"("state", "dueAt");

-- CreateIndex
CREATE INDEX "ConsentEvent_choiceId_idx" ON "ConsentEvent"("choiceId");

-- CreateIndex
CREATE INDEX "ConsentEvent_purpose_at_idx" ON "ConsentEvent"("purpose", "at");

-- CreateIndex
CREATE INDEX "AuditEvent_objectId_seq_idx" ON "AuditEvent"("objectId", "seq");

-- CreateIndex
CREATE INDEX "AuditEvent_outcome_seq_idx" ON "AuditEvent"("outcome", "seq");

-- CreateIndex
CREATE INDEX "AuditEvent_at_seq_idx" ON "AuditEvent"("at", "seq");

-- ---------------------------------------------------------------- written by hand

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "ConsentRecord" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "ConsentRecord" FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "AuditSegment" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "AuditSegment" FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
ALTER TABLE "AuditSegment" ADD CONSTRAINT "AuditSegment_range" CHECK ("fromSeq" >= 1 AND "toSeq" >= "fromSeq" AND "toSeq" % 256 = 0);
ALTER TABLE "AuditStatus" ADD CONSTRAINT "AuditStatus_one" CHECK ("id" = 1);
ALTER TABLE "ProcessingLimit" ADD CONSTRAINT "ProcessingLimit_kind" CHECK ("kind" IN ('restriction', 'objection', 'automated-decisions'));
-- One open limit of a kind per person, however often it is asked for.
CREATE UNIQUE INDEX "ProcessingLimit_open" ON "ProcessingLimit" ("subject", "kind") WHERE "liftedAt" IS NULL;
-- A refusal has its reason, and whatever is answered has its time.
ALTER TABLE "RightsRequest" ADD CONSTRAINT "RightsRequest_answered" CHECK (("state" = 'OPEN') = ("answeredAt" IS NULL));

-- Events leave the table only as the signed segment they are in.
CREATE FUNCTION require_segment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' OR current_setting('databourse.dropping_segment', true) IS DISTINCT FROM 'on'
     OR OLD.seq > COALESCE((SELECT max("toSeq") FROM "AuditSegment"), 0) THEN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '42501';
  END IF;
  RETURN OLD;
END $$;
DROP TRIGGER append_only ON "AuditEvent";
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "AuditEvent" FOR EACH ROW EXECUTE FUNCTION require_segment();

-- Takes the events of a written segment out of the table. For the owner of the database alone: the exchange's own role may not.
CREATE FUNCTION audit_drop_segment(p_to bigint) RETURNS bigint LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  segment "AuditSegment"%ROWTYPE;
  gone bigint;
BEGIN
  SELECT * INTO STRICT segment FROM "AuditSegment" WHERE "toSeq" = p_to;
  IF NOT EXISTS (SELECT 1 FROM "AuditEvent" WHERE seq = p_to AND hash = segment.hash) THEN
    RAISE EXCEPTION 'Event % is not the one that segment ends with', p_to USING ERRCODE = '42501';
  END IF;
  PERFORM set_config('databourse.dropping_segment', 'on', true);
  DELETE FROM "AuditEvent" WHERE seq <= p_to;
  GET DIAGNOSTICS gone = ROW_COUNT;
  PERFORM set_config('databourse.dropping_segment', 'off', true);
  RETURN gone;
END $$;
REVOKE EXECUTE ON FUNCTION audit_drop_segment(bigint) FROM PUBLIC;

-- Puts another id in the place of an account's, in every column of every table that holds ids: none can be forgotten.
CREATE FUNCTION replace_account_id(p_old uuid, p_new uuid) RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE place record;
BEGIN
  UPDATE "Account" SET id = p_new WHERE id = p_old;
  FOR place IN
    SELECT c.table_name, c.column_name FROM information_schema.columns c
    JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE'
    WHERE c.table_schema = current_schema() AND c.udt_name = 'uuid' AND NOT (c.table_name = 'Account' AND c.column_name = 'id')
  LOOP
    EXECUTE format('UPDATE %I SET %I = $2 WHERE %I = $1', place.table_name, place.column_name, place.column_name) USING p_old, p_new;
  END LOOP;
END $$;

-- The role the exchange works under, where the server lets the owner make one: of the log it may read everything and append through
-- audit_append() and nothing else. Without it the triggers above still hold against everybody but the owner.
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'databourse_app') THEN
    BEGIN
      CREATE ROLE databourse_app NOLOGIN;
    EXCEPTION WHEN insufficient_privilege OR duplicate_object OR unique_violation THEN
      RAISE NOTICE 'The role databourse_app was not made here';
    END;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'databourse_app') THEN
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO databourse_app', current_schema());
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO databourse_app', current_schema());
    EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA %I TO databourse_app', current_schema());
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO databourse_app', current_schema());
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT USAGE, SELECT ON SEQUENCES TO databourse_app', current_schema());
    REVOKE INSERT, UPDATE, DELETE ON "AuditEvent", "AuditHead" FROM databourse_app;
    REVOKE UPDATE, DELETE ON "AuditCheckpoint", "AuditBlock", "AuditSegment", "Notice", "ConsentEvent", "ConsentRecord" FROM databourse_app;
  END IF;
END $$;
