-- AlterTable
ALTER TABLE "PrivacyApproval" ADD COLUMN     "collection" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "noticeGiven" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "territories" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- ---------------------------------------------------------------- written by hand

-- Asked before there was such a declaration: empty. From now on whole or not at all.
ALTER TABLE "PrivacyApproval" ADD CONSTRAINT "PrivacyApproval_provenance" CHECK (("collection" = '' AND "noticeGiven" = '') OR ("collection" IN ('from-people', 'observed', 'public-sources', 'other-organisation') AND "noticeGiven" IN ('before', 'within-a-month', 'announced', 'exempt') AND cardinality("territories") > 0));
