-- What leads back to a person leaves "Account" for a table of its own, under an id that stands nowhere else. What was the account's id stays where it is in all
-- other tables, from now on as the pseudonym it is made a pseudonym by: nothing but this table leads from it to anybody.

-- CreateTable
CREATE TABLE "Identity" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "emailCipher" TEXT NOT NULL,
    "emailIndex" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "totpCipher" TEXT,
    "totpPendingCipher" TEXT,
    "totpLastStep" INTEGER,

    CONSTRAINT "Identity_pkey" PRIMARY KEY ("id")
);

-- written by hand: of those who are there, by ids that are new; erased people get none
INSERT INTO "Identity" ("id", "accountId", "emailCipher", "emailIndex", "passwordHash", "totpCipher", "totpPendingCipher", "totpLastStep")
SELECT gen_random_uuid(), "id", "emailCipher", "emailIndex", "passwordHash", "totpCipher", "totpPendingCipher", "totpLastStep" FROM "Account" WHERE "status" <> 'ERASED';

-- CreateIndex
CREATE UNIQUE INDEX "Identity_accountId_key" ON "Identity"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "Identity_emailIndex_key" ON "Identity"("emailIndex");

-- DropIndex
DROP INDEX "Account_emailIndex_key";

-- AlterTable
ALTER TABLE "Account" DROP COLUMN "emailCipher",
DROP COLUMN "emailIndex",
DROP COLUMN "passwordHash",
DROP COLUMN "totpCipher",
DROP COLUMN "totpLastStep",
DROP COLUMN "totpPendingCipher";

-- written by hand
-- Nobody is in the vault without an account. The schema language would make a relation of this key, and a relation can be followed by any query.
ALTER TABLE "Identity" ADD CONSTRAINT "Identity_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- The id of a person is hers alone: it is not what she is called elsewhere, and doesn't change.
ALTER TABLE "Identity" ADD CONSTRAINT "Identity_not_its_pseudonym" CHECK ("id" <> "accountId");
