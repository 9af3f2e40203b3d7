-- AlterTable
ALTER TABLE "OutboxMail" ADD COLUMN     "recipientIndex" TEXT;

-- CreateIndex
CREATE INDEX "AuthChallenge_accountId_idx" ON "AuthChallenge"("accountId");

-- CreateIndex
CREATE INDEX "LedgerAccount_ownerId_idx" ON "LedgerAccount"("ownerId");

-- CreateIndex
CREATE INDEX "OutboxMail_recipientIndex_idx" ON "OutboxMail"("recipientIndex");

-- ---------------------------------------------------------------- written by hand

-- The role a server works under: what it may do is said here once, and asserted. Every start calls this again, after all migrations.

-- What is looked up inside these functions is ours: never a temporary table of the caller, which PostgreSQL would otherwise look at first.
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION audit_append(timestamptz, text, text, text, text, text, text, text) SET search_path = pg_catalog, %I, pg_temp', current_schema());
  EXECUTE format('ALTER FUNCTION audit_drop_segment(bigint) SET search_path = pg_catalog, %I, pg_temp', current_schema());
  EXECUTE format('ALTER FUNCTION move_balance() SECURITY DEFINER SET search_path = pg_catalog, %I, pg_temp', current_schema());
END $$;
REVOKE EXECUTE ON FUNCTION audit_append(timestamptz, text, text, text, text, text, text, text) FROM PUBLIC;

CREATE FUNCTION grant_server_role(p_role text) RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  place text := current_schema();
  name text;
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles r WHERE r.rolname = p_role AND (r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication OR r.rolbypassrls
      OR pg_has_role(r.oid, (SELECT relowner FROM pg_class WHERE oid = '"AuditEvent"'::regclass), 'MEMBER'))) THEN
    RAISE EXCEPTION 'The role % owns the tables, or may make roles or databases: a server must not work under it', p_role USING ERRCODE = '23514';
  END IF;
  -- No table, function or temporary table of its own.
  EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM PUBLIC, %I', place, p_role);
  EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC, %I', current_database(), p_role);
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), p_role);
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', place, p_role);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO %I', place, p_role);
  EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA %I TO %I', place, p_role);
  EXECUTE format('GRANT EXECUTE ON FUNCTION audit_append(timestamptz, text, text, text, text, text, text, text) TO %I', p_role);
  -- What is only added to is only added to, triggers or not.
  FOR name IN SELECT t.tgrelid::regclass::text FROM pg_trigger t WHERE t.tgname = 'append_only' LOOP
    EXECUTE format('REVOKE UPDATE, DELETE ON %s FROM %I', name, p_role);
  END LOOP;
  EXECUTE format('REVOKE INSERT ON "AuditEvent", "AuditSegment" FROM %I', p_role);
  EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON "AuditHead" FROM %I', p_role);
  -- A balance is written by the trigger of an entry; the one column left lets a row be locked, and nothing about money be said.
  EXECUTE format('REVOKE UPDATE, DELETE ON "LedgerAccount" FROM %I', p_role);
  EXECUTE format('GRANT UPDATE ("id") ON "LedgerAccount" TO %I', p_role);
  EXECUTE format('REVOKE DELETE ON "SubjectKey" FROM %I', p_role);
  IF to_regclass('_prisma_migrations') IS NOT NULL THEN EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON _prisma_migrations FROM %I', p_role); END IF;
  -- The queue's tables, made by whoever prepares.
  IF EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = 'pgboss') THEN
    EXECUTE format('REVOKE CREATE ON SCHEMA pgboss FROM PUBLIC, %I', p_role);
    EXECUTE format('GRANT USAGE ON SCHEMA pgboss TO %I', p_role);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO %I', p_role);
  END IF;
  -- Asserted, whatever was granted by hand or is granted to everybody.
  FOREACH name IN ARRAY ARRAY['AuditEvent', 'AuditHead', 'AuditSegment', 'AuditCheckpoint', 'AuditBlock', 'ConsentEvent', 'ConsentRecord', 'Notice'] LOOP
    IF has_table_privilege(p_role, format('%I', name), 'UPDATE, DELETE, TRUNCATE, TRIGGER')
       OR name IN ('AuditEvent', 'AuditHead', 'AuditSegment') AND has_table_privilege(p_role, format('%I', name), 'INSERT') THEN
      RAISE EXCEPTION 'The role % could change % past audit_append()', p_role, name USING ERRCODE = '23514';
    END IF;
  END LOOP;
  IF has_function_privilege(p_role, 'audit_drop_segment(bigint)', 'EXECUTE') OR has_function_privilege(p_role, 'grant_server_role(text)', 'EXECUTE') OR has_schema_privilege(p_role, place, 'CREATE') THEN
    RAISE EXCEPTION 'The role % could make or drop what only the owner may', p_role USING ERRCODE = '23514';
  END IF;
END $$;
REVOKE EXECUTE ON FUNCTION grant_server_role(text) FROM PUBLIC;

-- The role of the migration before had rights and nobody signed in as it. It goes without them; a server has a login role of its own.
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'databourse_app') THEN
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I REVOKE ALL ON TABLES FROM databourse_app', current_schema());
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I REVOKE ALL ON SEQUENCES FROM databourse_app', current_schema());
    EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %I FROM databourse_app', current_schema());
    EXECUTE format('REVOKE ALL ON ALL SEQUENCES IN SCHEMA %I FROM databourse_app', current_schema());
    EXECUTE format('REVOKE ALL ON SCHEMA %I FROM databourse_app', current_schema());
  END IF;
END $$;

-- Puts another id in the place of an erased account's. As the owner, since some of these tables are otherwise only added to; so it takes nobody's id who is not erased.
-- Whose a row is is said by a column of one of these names; a test holds every table to them, and to an index that leads to it.
CREATE OR REPLACE FUNCTION replace_account_id(p_old uuid, p_new uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE place record;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "Account" WHERE id = p_old AND status = 'ERASED') OR EXISTS (SELECT 1 FROM "Account" WHERE id = p_new) THEN
    RAISE EXCEPTION 'Only an erased account gets another id' USING ERRCODE = '42501';
  END IF;
  UPDATE "Account" SET id = p_new WHERE id = p_old;
  FOR place IN
    SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = (SELECT nspname FROM pg_namespace WHERE oid = (SELECT relnamespace FROM pg_class WHERE oid = '"Account"'::regclass))
      AND c.relkind = 'r' AND a.atttypid = 'uuid'::regtype AND NOT a.attisdropped
      AND a.attname IN ('accountId', 'ownerId', 'buyerId', 'sellerId') AND c.relname <> 'LedgerEntry'
  LOOP
    EXECUTE format('UPDATE %I SET %I = $2 WHERE %I = $1', place.relname, place.attname, place.attname) USING p_old, p_new;
  END LOOP;
END $$;
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION replace_account_id(uuid, uuid) SET search_path = pg_catalog, %I, pg_temp', current_schema());
END $$;

-- Top-ups were once keyed by the account id of their owner, which outlived her erasure. They are keyed by the wallet, as today's are.
ALTER TABLE "LedgerTransaction" DISABLE TRIGGER append_only;
UPDATE "LedgerTransaction" t
SET "idempotencyKey" = split_part(t."idempotencyKey", ':', 1) || ':' || w.id || substr(t."idempotencyKey", strpos(t."idempotencyKey", ':') + 37)
FROM "LedgerEntry" e JOIN "LedgerAccount" w ON w.id = e."accountId" AND w.kind = 'WALLET'
WHERE e."transactionId" = t.id AND t."idempotencyKey" ~ '^(top-up|demo-credit):[0-9a-f-]{36}(:|$)' AND split_part(t."idempotencyKey", ':', 2) <> w.id::text;
ALTER TABLE "LedgerTransaction" ENABLE TRIGGER append_only;
