-- AlterTable
ALTER TABLE "Decision" ADD COLUMN     "facts" JSONB;
