-- CreateTable
CREATE TABLE "AuditKeySuccession" (
    "version" INTEGER NOT NULL,
    "fromSize" BIGINT NOT NULL,
    "note" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AuditKeySuccession_pkey" PRIMARY KEY ("version")
);

-- ---------------------------------------------------------------- written by hand

ALTER TABLE "AuditKeySuccession" ADD CONSTRAINT later_version CHECK (version >= 2 AND "fromSize" >= 0);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "AuditKeySuccession" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "AuditKeySuccession" FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
