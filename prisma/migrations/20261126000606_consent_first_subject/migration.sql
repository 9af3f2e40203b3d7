-- AlterTable
ALTER TABLE "ConsentEvent" ADD COLUMN     "firstSubject" TEXT NOT NULL DEFAULT '';

-- Few have one: those who decided before and after the key of pseudonyms was rotated.
CREATE INDEX "ConsentEvent_firstSubject" ON "ConsentEvent" ("firstSubject", "purpose", "id") WHERE "firstSubject" <> '';
