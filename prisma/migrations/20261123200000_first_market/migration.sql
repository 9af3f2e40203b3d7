-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('BUYER', 'SELLER', 'ADMIN');

-- CreateEnum
CREATE TYPE "AccountStatus" AS ENUM ('ACTIVE', 'CLOSED');

-- CreateEnum
CREATE TYPE "ConsentDecision" AS ENUM ('GIVEN', 'REFUSED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "RevisionStatus" AS ENUM ('MEASURING', 'READY', 'REFUSED');

-- CreateEnum
CREATE TYPE "FileFormat" AS ENUM ('CSV', 'TSV', 'JSON', 'NDJSON', 'PARQUET');

-- CreateEnum
CREATE TYPE "ListingStatus" AS ENUM ('DRAFT', 'PUBLISHED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "LedgerAccountKind" AS ENUM ('WALLET', 'SELLER_BALANCE', 'EXCHANGE_FEES', 'DEMO_CREDIT');

-- CreateEnum
CREATE TYPE "OrderStatus" AS ENUM ('PAID', 'REFUNDED');

-- CreateEnum
CREATE TYPE "BehaviourKind" AS ENUM ('VIEW', 'PREVIEW', 'SAVE', 'BUY', 'DOWNLOAD', 'DISMISS', 'LEAVE');

-- CreateTable
CREATE TABLE "Account" (
    "id" UUID NOT NULL,
    "emailCipher" TEXT NOT NULL,
    "emailIndex" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "roles" "Role"[],
    "status" "AccountStatus" NOT NULL DEFAULT 'ACTIVE',
    "locale" TEXT NOT NULL DEFAULT 'en',
    "isDemo" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Seller" (
    "accountId" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "about" TEXT NOT NULL DEFAULT '',
    "isDemo" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Seller_pkey" PRIMARY KEY ("accountId")
);

-- CreateTable
CREATE TABLE "Notice" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "locale" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "publishedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ConsentEvent" (
    "id" BIGSERIAL NOT NULL,
    "subject" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "decision" "ConsentDecision" NOT NULL,
    "noticeCode" TEXT NOT NULL,
    "noticeVersion" INTEGER NOT NULL,
    "noticeSha256" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "surface" TEXT NOT NULL,
    "hasGpcSignal" BOOLEAN NOT NULL DEFAULT false,
    "isDemo" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ConsentEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "objectType" TEXT NOT NULL,
    "objectId" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "canonical" TEXT NOT NULL,
    "prevHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "AuditHead" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "seq" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "AuditHead_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StoredObject" (
    "sha256" TEXT NOT NULL,
    "byteSize" BIGINT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "StoredObject_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "Dataset" (
    "id" UUID NOT NULL,
    "ownerId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Dataset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Revision" (
    "id" UUID NOT NULL,
    "datasetId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "status" "RevisionStatus" NOT NULL,
    "format" "FileFormat" NOT NULL,
    "fileName" TEXT NOT NULL,
    "byteSize" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,
    "rowCount" BIGINT,
    "columnCount" INTEGER,
    "distinctRowCount" BIGINT,
    "completeness" DOUBLE PRECISION,
    "refusalCode" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "measuredAt" TIMESTAMPTZ(3),

    CONSTRAINT "Revision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RevisionProfile" (
    "revisionId" UUID NOT NULL,
    "columns" JSONB NOT NULL,
    "sample" JSONB NOT NULL,

    CONSTRAINT "RevisionProfile_pkey" PRIMARY KEY ("revisionId")
);

-- CreateTable
CREATE TABLE "Listing" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "sellerId" UUID NOT NULL,
    "datasetId" UUID NOT NULL,
    "revisionId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "subtitle" TEXT NOT NULL DEFAULT '',
    "description" TEXT NOT NULL DEFAULT '',
    "category" TEXT NOT NULL,
    "licenceCode" TEXT NOT NULL,
    "sourceName" TEXT NOT NULL DEFAULT '',
    "sourceUrl" TEXT NOT NULL DEFAULT '',
    "status" "ListingStatus" NOT NULL DEFAULT 'DRAFT',
    "priceMinor" BIGINT,
    "currency" TEXT NOT NULL,
    "rowCount" BIGINT NOT NULL,
    "columnCount" INTEGER NOT NULL,
    "byteSize" BIGINT NOT NULL,
    "format" "FileFormat" NOT NULL,
    "salesCount" INTEGER NOT NULL DEFAULT 0,
    "searchText" TEXT NOT NULL,
    "isDemo" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "publishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Listing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PriceChange" (
    "id" BIGSERIAL NOT NULL,
    "listingId" UUID NOT NULL,
    "priceMinor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "suggestedMinor" BIGINT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PriceChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PriceSuggestion" (
    "id" UUID NOT NULL,
    "revisionId" UUID NOT NULL,
    "category" TEXT NOT NULL,
    "licenceCode" TEXT NOT NULL,
    "suggestedMinor" BIGINT NOT NULL,
    "lowMinor" BIGINT NOT NULL,
    "highMinor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "engineVersion" TEXT NOT NULL,
    "breakdown" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PriceSuggestion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LedgerAccount" (
    "id" UUID NOT NULL,
    "kind" "LedgerAccountKind" NOT NULL,
    "ownerId" UUID NOT NULL,
    "currency" TEXT NOT NULL,
    "balanceMinor" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "LedgerAccount_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LedgerTransaction" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "idempotencyKey" TEXT NOT NULL,
    "isDemo" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LedgerTransaction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LedgerEntry" (
    "id" BIGSERIAL NOT NULL,
    "transactionId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LedgerEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Order" (
    "id" UUID NOT NULL,
    "buyerId" UUID NOT NULL,
    "listingId" UUID NOT NULL,
    "revisionId" UUID NOT NULL,
    "priceMinor" BIGINT NOT NULL,
    "feeMinor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "licenceCode" TEXT NOT NULL,
    "licenceSha256" TEXT NOT NULL,
    "status" "OrderStatus" NOT NULL DEFAULT 'PAID',
    "idempotencyKey" TEXT NOT NULL,
    "isDemo" BOOLEAN NOT NULL DEFAULT false,
    "placedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Entitlement" (
    "id" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "buyerId" UUID NOT NULL,
    "listingId" UUID NOT NULL,
    "revisionId" UUID NOT NULL,
    "grantedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Entitlement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Download" (
    "id" BIGSERIAL NOT NULL,
    "entitlementId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Download_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BehaviourEvent" (
    "id" BIGSERIAL NOT NULL,
    "subject" TEXT NOT NULL,
    "visit" TEXT NOT NULL,
    "kind" "BehaviourKind" NOT NULL,
    "listingId" UUID NOT NULL,
    "purposes" TEXT[],
    "noticeVersion" INTEGER NOT NULL,
    "isDemo" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "BehaviourEvent_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Account_emailIndex_key" ON "Account"("emailIndex");

-- CreateIndex
CREATE INDEX "Account_createdAt_id_idx" ON "Account"("createdAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Session_tokenHash_key" ON "Session"("tokenHash");

-- CreateIndex
CREATE INDEX "Session_accountId_createdAt_idx" ON "Session"("accountId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Seller_slug_key" ON "Seller"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "Notice_code_version_locale_key" ON "Notice"("code", "version", "locale");

-- CreateIndex
CREATE INDEX "ConsentEvent_subject_purpose_id_idx" ON "ConsentEvent"("subject", "purpose", "id");

-- CreateIndex
CREATE INDEX "ConsentEvent_at_id_idx" ON "ConsentEvent"("at", "id");

-- CreateIndex
CREATE INDEX "AuditEvent_actor_seq_idx" ON "AuditEvent"("actor", "seq");

-- CreateIndex
CREATE INDEX "AuditEvent_action_seq_idx" ON "AuditEvent"("action", "seq");

-- CreateIndex
CREATE INDEX "AuditEvent_objectType_objectId_seq_idx" ON "AuditEvent"("objectType", "objectId", "seq");

-- CreateIndex
CREATE INDEX "Dataset_ownerId_createdAt_idx" ON "Dataset"("ownerId", "createdAt");

-- CreateIndex
CREATE INDEX "Revision_sha256_idx" ON "Revision"("sha256");

-- CreateIndex
CREATE INDEX "Revision_status_createdAt_idx" ON "Revision"("status", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Revision_datasetId_number_key" ON "Revision"("datasetId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Listing_slug_key" ON "Listing"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "Listing_datasetId_key" ON "Listing"("datasetId");

-- CreateIndex
CREATE INDEX "Listing_status_publishedAt_id_idx" ON "Listing"("status", "publishedAt" DESC, "id");

-- CreateIndex
CREATE INDEX "Listing_status_category_publishedAt_idx" ON "Listing"("status", "category", "publishedAt" DESC);

-- CreateIndex
CREATE INDEX "Listing_status_priceMinor_id_idx" ON "Listing"("status", "priceMinor", "id");

-- CreateIndex
CREATE INDEX "Listing_status_rowCount_id_idx" ON "Listing"("status", "rowCount", "id");

-- CreateIndex
CREATE INDEX "Listing_status_salesCount_id_idx" ON "Listing"("status", "salesCount", "id");

-- CreateIndex
CREATE INDEX "Listing_sellerId_createdAt_idx" ON "Listing"("sellerId", "createdAt");

-- CreateIndex
CREATE INDEX "PriceChange_listingId_at_idx" ON "PriceChange"("listingId", "at");

-- CreateIndex
CREATE INDEX "PriceSuggestion_revisionId_at_idx" ON "PriceSuggestion"("revisionId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "LedgerAccount_kind_ownerId_currency_key" ON "LedgerAccount"("kind", "ownerId", "currency");

-- CreateIndex
CREATE UNIQUE INDEX "LedgerTransaction_idempotencyKey_key" ON "LedgerTransaction"("idempotencyKey");

-- CreateIndex
CREATE INDEX "LedgerEntry_accountId_id_idx" ON "LedgerEntry"("accountId", "id");

-- CreateIndex
CREATE INDEX "LedgerEntry_transactionId_idx" ON "LedgerEntry"("transactionId");

-- CreateIndex
CREATE INDEX "Order_listingId_placedAt_idx" ON "Order"("listingId", "placedAt");

-- CreateIndex
CREATE INDEX "Order_placedAt_id_idx" ON "Order"("placedAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Order_buyerId_idempotencyKey_key" ON "Order"("buyerId", "idempotencyKey");

-- CreateIndex
CREATE UNIQUE INDEX "Entitlement_orderId_key" ON "Entitlement"("orderId");

-- CreateIndex
CREATE INDEX "Entitlement_buyerId_grantedAt_idx" ON "Entitlement"("buyerId", "grantedAt");

-- CreateIndex
CREATE INDEX "Download_entitlementId_at_idx" ON "Download"("entitlementId", "at");

-- CreateIndex
CREATE INDEX "BehaviourEvent_subject_at_idx" ON "BehaviourEvent"("subject", "at");

-- CreateIndex
CREATE INDEX "BehaviourEvent_listingId_kind_at_idx" ON "BehaviourEvent"("listingId", "kind", "at");

-- CreateIndex
CREATE INDEX "BehaviourEvent_at_idx" ON "BehaviourEvent"("at");

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Seller" ADD CONSTRAINT "Seller_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Dataset" ADD CONSTRAINT "Dataset_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Revision" ADD CONSTRAINT "Revision_datasetId_fkey" FOREIGN KEY ("datasetId") REFERENCES "Dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Revision" ADD CONSTRAINT "Revision_sha256_fkey" FOREIGN KEY ("sha256") REFERENCES "StoredObject"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RevisionProfile" ADD CONSTRAINT "RevisionProfile_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "Revision"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Listing" ADD CONSTRAINT "Listing_sellerId_fkey" FOREIGN KEY ("sellerId") REFERENCES "Seller"("accountId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Listing" ADD CONSTRAINT "Listing_datasetId_fkey" FOREIGN KEY ("datasetId") REFERENCES "Dataset"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PriceChange" ADD CONSTRAINT "PriceChange_listingId_fkey" FOREIGN KEY ("listingId") REFERENCES "Listing"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_transactionId_fkey" FOREIGN KEY ("transactionId") REFERENCES "LedgerTransaction"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "LedgerAccount"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Order" ADD CONSTRAINT "Order_buyerId_fkey" FOREIGN KEY ("buyerId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Order" ADD CONSTRAINT "Order_listingId_fkey" FOREIGN KEY ("listingId") REFERENCES "Listing"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Order" ADD CONSTRAINT "Order_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "Revision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Entitlement" ADD CONSTRAINT "Entitlement_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Download" ADD CONSTRAINT "Download_entitlementId_fkey" FOREIGN KEY ("entitlementId") REFERENCES "Entitlement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- From here on by hand: what the schema language can't say, kept true by the database itself.

-- Substring search in any script. pg_trgm is a trusted extension: the owner of the database may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX "Listing_searchText_trgm" ON "Listing" USING gin ("searchText" gin_trgm_ops);

-- ---------------------------------------------------------------- checks

ALTER TABLE "Revision"
  ADD CONSTRAINT "Revision_number_from_one" CHECK ("number" >= 1),
  ADD CONSTRAINT "Revision_counts" CHECK ("byteSize" >= 0 AND "rowCount" >= 0 AND "columnCount" >= 0 AND "distinctRowCount" >= 0 AND "distinctRowCount" <= "rowCount"),
  ADD CONSTRAINT "Revision_completeness" CHECK ("completeness" BETWEEN 0 AND 1),
  ADD CONSTRAINT "Revision_sha256" CHECK ("sha256" ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT "Revision_ready_is_measured" CHECK ("status" <> 'READY' OR ("rowCount" IS NOT NULL AND "columnCount" IS NOT NULL AND "measuredAt" IS NOT NULL));
ALTER TABLE "StoredObject" ADD CONSTRAINT "StoredObject_shape" CHECK ("byteSize" >= 0 AND "sha256" ~ '^[0-9a-f]{64}$');
ALTER TABLE "Listing"
  ADD CONSTRAINT "Listing_price" CHECK ("priceMinor" BETWEEN 0 AND 1000000000),
  ADD CONSTRAINT "Listing_currency" CHECK ("currency" ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT "Listing_sales" CHECK ("salesCount" >= 0),
  ADD CONSTRAINT "Listing_published_has_price" CHECK ("status" <> 'PUBLISHED' OR ("priceMinor" IS NOT NULL AND "publishedAt" IS NOT NULL));
ALTER TABLE "PriceChange" ADD CONSTRAINT "PriceChange_price" CHECK ("priceMinor" BETWEEN 0 AND 1000000000 AND "currency" ~ '^[A-Z]{3}$');
ALTER TABLE "PriceSuggestion" ADD CONSTRAINT "PriceSuggestion_range" CHECK (0 <= "lowMinor" AND "lowMinor" <= "suggestedMinor" AND "suggestedMinor" <= "highMinor");
ALTER TABLE "Order"
  ADD CONSTRAINT "Order_amounts" CHECK ("priceMinor" >= 0 AND "feeMinor" BETWEEN 0 AND "priceMinor" AND "currency" ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT "Order_licence" CHECK ("licenceSha256" ~ '^[0-9a-f]{64}$');
ALTER TABLE "LedgerAccount"
  ADD CONSTRAINT "LedgerAccount_not_overdrawn" CHECK ("kind" NOT IN ('WALLET', 'SELLER_BALANCE') OR "balanceMinor" >= 0),
  ADD CONSTRAINT "LedgerAccount_currency" CHECK ("currency" ~ '^[A-Z]{3}$');
ALTER TABLE "LedgerEntry" ADD CONSTRAINT "LedgerEntry_moves_something" CHECK ("amountMinor" <> 0);
ALTER TABLE "Notice" ADD CONSTRAINT "Notice_version_from_one" CHECK ("version" >= 1);
ALTER TABLE "AuditHead" ADD CONSTRAINT "AuditHead_is_one_row" CHECK (id = 1);

-- A dataset is bought once: a second click, tab or device can't make a second order or a second right.
CREATE UNIQUE INDEX "Order_one_paid_per_listing" ON "Order" ("buyerId", "listingId") WHERE "status" = 'PAID';
CREATE UNIQUE INDEX "Entitlement_one_active_per_listing" ON "Entitlement" ("buyerId", "listingId") WHERE "revokedAt" IS NULL;

-- ---------------------------------------------------------------- append-only tables

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '42501';
END $$;

-- Emptying is for tests alone, which have to say so in the transaction.
CREATE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('databourse.allow_truncate', true) IS DISTINCT FROM 'on' THEN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '42501';
  END IF;
  RETURN NULL;
END $$;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['Notice', 'ConsentEvent', 'AuditEvent', 'LedgerEntry', 'LedgerTransaction', 'PriceChange'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', name);
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()', name);
  END LOOP;
END $$;

-- A measured revision is what a buyer was promised: from READY on nothing about it changes.
CREATE FUNCTION keep_ready_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."status" = 'READY' AND NEW IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'A measured revision is immutable' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_ready BEFORE UPDATE ON "Revision" FOR EACH ROW EXECUTE FUNCTION keep_ready_revision();

-- ---------------------------------------------------------------- ledger

-- Nobody else writes a balance: it is the sum of the entries because the entry writes it.
CREATE FUNCTION move_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('databourse.moving_balance', 'on', true);
  UPDATE "LedgerAccount" SET "balanceMinor" = "balanceMinor" + NEW."amountMinor" WHERE id = NEW."accountId";
  PERFORM set_config('databourse.moving_balance', 'off', true);
  RETURN NULL;
END $$;
CREATE TRIGGER move_balance AFTER INSERT ON "LedgerEntry" FOR EACH ROW EXECUTE FUNCTION move_balance();

CREATE FUNCTION keep_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND NEW."balanceMinor" <> 0
     OR TG_OP = 'UPDATE' AND NEW."balanceMinor" <> OLD."balanceMinor" AND current_setting('databourse.moving_balance', true) IS DISTINCT FROM 'on' THEN
    RAISE EXCEPTION 'A balance changes only by a ledger entry' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_balance BEFORE INSERT OR UPDATE ON "LedgerAccount" FOR EACH ROW EXECUTE FUNCTION keep_balance();

-- At commit, what left some accounts has reached others, in the same currency.
CREATE FUNCTION require_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE of_transaction uuid := COALESCE(to_jsonb(NEW) ->> 'transactionId', to_jsonb(NEW) ->> 'id')::uuid;
BEGIN
  IF (SELECT count(*) FROM "LedgerEntry" WHERE "transactionId" = of_transaction) < 2 OR EXISTS (
    SELECT 1 FROM "LedgerEntry" e JOIN "LedgerAccount" a ON a.id = e."accountId"
    WHERE e."transactionId" = of_transaction GROUP BY a."currency" HAVING sum(e."amountMinor") <> 0
  ) THEN
    RAISE EXCEPTION 'Ledger transaction % does not balance', of_transaction USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER require_balanced_transaction AFTER INSERT ON "LedgerTransaction"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_balanced();
CREATE CONSTRAINT TRIGGER require_balanced_entry AFTER INSERT ON "LedgerEntry"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_balanced();

-- ---------------------------------------------------------------- audit

INSERT INTO "AuditHead" (id, seq, hash) VALUES (1, 0, repeat('0', 64));

-- Only audit_append() writes the log and its head.
CREATE FUNCTION require_audit_append() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('databourse.appending_audit', true) IS DISTINCT FROM 'on' THEN
    RAISE EXCEPTION 'The audit log is written by audit_append() alone' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER append_through_function BEFORE INSERT ON "AuditEvent" FOR EACH ROW EXECUTE FUNCTION require_audit_append();
CREATE TRIGGER head_through_function BEFORE UPDATE ON "AuditHead" FOR EACH ROW EXECUTE FUNCTION require_audit_append();
CREATE TRIGGER head_stays BEFORE DELETE ON "AuditHead" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER head_stays_truncate BEFORE TRUNCATE ON "AuditHead" FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

-- Appends one event and returns its number. The head row is locked until the caller's transaction ends, so numbers have no gap
-- and no two rows share a predecessor.
--
-- canonical: {"seq":<number>,"at":"<UTC, YYYY-MM-DDTHH24:MI:SS.US>Z","actor":<json string>,"action":<json string>,
--   "objectType":<json string>,"objectId":<json string>,"outcome":<json string>,"requestId":<json string>,"detail":<p_detail as given>}
--   without spaces; p_detail is canonical JSON text made by the caller.
-- hash: lower-case hex of SHA-256 over 0x00 || UTF-8(prevHash, 64 hex characters) || UTF-8(seq in decimal) || 0x00 || UTF-8(canonical).
CREATE FUNCTION audit_append(
  p_at timestamptz, p_actor text, p_action text, p_object_type text, p_object_id text, p_outcome text, p_request_id text, p_detail text
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  head "AuditHead"%ROWTYPE;
  next_seq bigint;
  canonical_text text;
  next_hash text;
BEGIN
  SELECT * INTO STRICT head FROM "AuditHead" WHERE id = 1 FOR UPDATE;
  next_seq := head.seq + 1;
  canonical_text := '{"seq":' || next_seq
    || ',"at":"' || to_char(p_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '"'
    || ',"actor":' || to_json(p_actor)::text
    || ',"action":' || to_json(p_action)::text
    || ',"objectType":' || to_json(p_object_type)::text
    || ',"objectId":' || to_json(p_object_id)::text
    || ',"outcome":' || to_json(p_outcome)::text
    || ',"requestId":' || to_json(p_request_id)::text
    || ',"detail":' || p_detail || '}';
  next_hash := encode(sha256('\x00'::bytea || convert_to(head.hash || next_seq, 'UTF8') || '\x00'::bytea || convert_to(canonical_text, 'UTF8')), 'hex');
  PERFORM set_config('databourse.appending_audit', 'on', true);
  INSERT INTO "AuditEvent" (seq, at, actor, action, "objectType", "objectId", outcome, "requestId", canonical, "prevHash", hash)
  VALUES (next_seq, p_at, p_actor, p_action, p_object_type, p_object_id, p_outcome, p_request_id, canonical_text, head.hash, next_hash);
  UPDATE "AuditHead" SET seq = next_seq, hash = next_hash WHERE id = 1;
  PERFORM set_config('databourse.appending_audit', 'off', true);
  RETURN next_seq;
END $$;
