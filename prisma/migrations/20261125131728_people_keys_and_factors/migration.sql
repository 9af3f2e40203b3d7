-- CreateEnum
CREATE TYPE "TokenPurpose" AS ENUM ('VERIFY_EMAIL', 'CHANGE_EMAIL', 'RESET_PASSWORD');

-- AlterEnum
ALTER TYPE "Role" ADD VALUE 'AUDITOR';

-- AlterEnum
ALTER TYPE "AccountStatus" ADD VALUE 'ERASED';

-- AlterTable
ALTER TABLE "Account" ADD COLUMN     "emailVerifiedAt" TIMESTAMPTZ(3),
ADD COLUMN     "totpCipher" TEXT,
ADD COLUMN     "totpLastStep" INTEGER,
ADD COLUMN     "totpPendingCipher" TEXT;

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "deviceLabel" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "deviceMark" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "isStrong" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "steppedUpAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "Passkey" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "credentialId" TEXT NOT NULL,
    "publicKey" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL,
    "transports" TEXT[],
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Passkey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RecoveryCode" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "codeMac" TEXT NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "RecoveryCode_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AccountToken" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "purpose" "TokenPurpose" NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "addressCipher" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AccountToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuthChallenge" (
    "id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "accountId" UUID,
    "challenge" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AuthChallenge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SubjectKey" (
    "subject" TEXT NOT NULL,
    "wrapped" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "destroyedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SubjectKey_pkey" PRIMARY KEY ("subject")
);

-- CreateIndex
CREATE UNIQUE INDEX "Passkey_credentialId_key" ON "Passkey"("credentialId");

-- CreateIndex
CREATE INDEX "Passkey_accountId_createdAt_idx" ON "Passkey"("accountId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "RecoveryCode_codeMac_key" ON "RecoveryCode"("codeMac");

-- CreateIndex
CREATE INDEX "RecoveryCode_accountId_idx" ON "RecoveryCode"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "AccountToken_tokenHash_key" ON "AccountToken"("tokenHash");

-- CreateIndex
CREATE INDEX "AccountToken_accountId_purpose_idx" ON "AccountToken"("accountId", "purpose");

-- CreateIndex
CREATE INDEX "AuthChallenge_expiresAt_idx" ON "AuthChallenge"("expiresAt");

-- AddForeignKey
ALTER TABLE "Passkey" ADD CONSTRAINT "Passkey_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecoveryCode" ADD CONSTRAINT "RecoveryCode_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccountToken" ADD CONSTRAINT "AccountToken_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A key is there or was destroyed, never neither; and a destroyed one stays so.
ALTER TABLE "SubjectKey" ADD CONSTRAINT "SubjectKey_there_or_destroyed" CHECK (("wrapped" IS NULL) = ("destroyedAt" IS NOT NULL));
CREATE FUNCTION subject_key_stays_destroyed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."destroyedAt" IS NOT NULL THEN RAISE EXCEPTION 'A destroyed key stays destroyed'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER subject_key_stays_destroyed BEFORE UPDATE ON "SubjectKey" FOR EACH ROW EXECUTE FUNCTION subject_key_stays_destroyed();
ALTER TABLE "AccountToken" ADD CONSTRAINT "AccountToken_address_for_change" CHECK (("purpose" = 'CHANGE_EMAIL') = ("addressCipher" IS NOT NULL));
