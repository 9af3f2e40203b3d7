-- CreateTable
CREATE TABLE "AuditCheckpoint" (
    "size" BIGINT NOT NULL,
    "root" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AuditCheckpoint_pkey" PRIMARY KEY ("size")
);

-- CreateTable
CREATE TABLE "AuditBlock" (
    "number" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "AuditBlock_pkey" PRIMARY KEY ("number")
);

ALTER TABLE "AuditCheckpoint" ADD CONSTRAINT "AuditCheckpoint_size" CHECK ("size" > 0);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "AuditCheckpoint" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "AuditCheckpoint" FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "AuditBlock" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "AuditBlock" FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
