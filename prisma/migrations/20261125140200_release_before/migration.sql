-- AlterTable
ALTER TABLE "Release" ADD COLUMN     "beforeId" UUID NOT NULL;
