import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Db } from '@/lib/db';
import type { AccountId } from '@/lib/shared/ids';
import { isPseudonymOf, pseudonym, pseudonyms } from '@/lib/shared/pseudonym';
import { seal, unseal } from './seal';
import { sealedColumns } from './sealed-columns';

/** Whose key it is: the pseudonym the audit log names this person by. Under each version of the pseudonyms' key she has a data key of its own; all are destroyed with her. */
export function keySubject(accountId: AccountId): string {
  return pseudonym('audit', accountId);
}

/** Makes the person's key when there is none yet. Null after it was destroyed: then none is made again. */
async function takeKey(db: Db, subject: string): Promise<Buffer | null> {
  const known = await findKey(db, subject);
  if (known !== undefined) return known;
  const wrapped = seal(sealedColumns.subjectKey, subject, randomBytes(32).toString('base64url'));
  // Two requests at once: one of the two keys is kept, and both then use it.
  await db.subjectKey.createMany({ data: { subject, wrapped }, skipDuplicates: true });
  return (await findKey(db, subject)) ?? null;
}

/** Undefined: there never was one. Null: it was destroyed. */
async function findKey(db: Db, subject: string): Promise<Buffer | null | undefined> {
  const row = await db.subjectKey.findUnique({ where: { subject }, select: { wrapped: true } });
  if (!row) return undefined;
  return row.wrapped === null ? null : Buffer.from(unseal(sealedColumns.subjectKey, subject, row.wrapped), 'base64url');
}

/**
 * Seals a personal text under the key of the person it is about: `s1:` + base64url(nonce ‖ ciphertext ‖ tag). `place` says where it will
 * stand and opens it nowhere else. Null when the person was erased: nothing personal is written of her any more.
 */
export async function sealForSubject(db: Db, { accountId, place, text, subject = keySubject(accountId) }: { readonly accountId: AccountId; readonly place: string; readonly text: string; /** Where the caller names it beside the text. */ readonly subject?: string }): Promise<string | null> {
  if (!isPseudonymOf(subject, 'audit', accountId)) throw new Error('A text is sealed for the person it is about, and for nobody else');
  const key = await takeKey(db, subject);
  if (key === null) return null;
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return `s1:${Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url')}`;
}

/** The text, or null when the person was erased. @throws Error when it was changed or moved */
export async function openForSubject(db: Db, { subject, place, sealed }: { readonly subject: string; readonly place: string; readonly sealed: string }): Promise<string | null> {
  const key = (await findKey(db, subject)) ?? null;
  if (key === null) return null;
  const bytes = Buffer.from(sealed.replace(/^s1:/, ''), 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
}

/** The same where the text doesn't stand beside a pseudonym: it opens under one of hers. @throws Error when it opens under none that has a key */
export async function openForAccount(db: Db, { accountId, place, sealed }: { readonly accountId: AccountId; readonly place: string; readonly sealed: string }): Promise<string | null> {
  let fault: unknown = null;
  for (const subject of pseudonyms('audit', accountId)) {
    try {
      const text = await openForSubject(db, { subject, place, sealed });
      if (text !== null) return text;
    } catch (error) {
      fault = error;
    }
  }
  if (fault !== null) throw fault instanceof Error ? fault : new Error('A sealed text opens under no key of this person');
  return null;
}

/** Everything that was sealed for this person is unreadable from now on. True when there was a key to destroy. */
export async function destroySubjectKey(db: Db, { accountId, at }: { readonly accountId: AccountId; readonly at: Date }): Promise<boolean> {
  const subjects = pseudonyms('audit', accountId);
  await db.subjectKey.createMany({ data: subjects.map((subject) => ({ subject, wrapped: null, destroyedAt: at })), skipDuplicates: true });
  return (await db.subjectKey.updateMany({ where: { subject: { in: [...subjects] }, destroyedAt: null }, data: { wrapped: null, destroyedAt: at } })).count > 0;
}
