-- AlterTable
ALTER TABLE "StoredObject" ADD COLUMN     "sealedAt" TIMESTAMPTZ(3);
