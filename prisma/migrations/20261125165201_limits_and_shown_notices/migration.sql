-- AlterTable
ALTER TABLE "DigestWish" ADD COLUMN     "stopHash" TEXT;

-- CreateTable
CREATE TABLE "RateLimit" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RateLimit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "NoticeShown" (
    "subject" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "locale" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "surface" TEXT NOT NULL,
    "isDemo" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "NoticeShown_pkey" PRIMARY KEY ("subject","code","version")
);

-- CreateIndex
CREATE INDEX "RateLimit_expiresAt_idx" ON "RateLimit"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "DigestWish_stopHash_key" ON "DigestWish"("stopHash");

-- ---------------------------------------------------------------- written by hand

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "NoticeShown" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "NoticeShown" FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
ALTER TABLE "NoticeShown" ADD CONSTRAINT "NoticeShown_version" CHECK ("version" >= 1);
ALTER TABLE "RateLimit" ADD CONSTRAINT "RateLimit_points" CHECK ("points" >= 1);
-- Counts of a quarter of an hour are worth no write-ahead log: after a crash everybody begins at nought.
ALTER TABLE "RateLimit" SET UNLOGGED;
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'databourse_app') THEN
    REVOKE UPDATE, DELETE ON "NoticeShown" FROM databourse_app;
  END IF;
END $$;
