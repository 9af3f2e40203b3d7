import type { Db } from '@/lib/db';
import { hasMailServer } from './has-mail-server';
import { queueMail, type Mail } from './queue-mail';
import { seal } from './sealed-text';
import { replaceBody } from './store';

/** The last letter to an address that is erased: its row goes as soon as it is sent, or can't be. */
export const farewellKind = 'rights-erased';
const sendAfterMilliseconds = 60_000;

/** Into the outbox, to be sent in a minute. Null where no server delivers mail: then nothing may be left of the address. */
export async function queueFarewell(tx: Db, { at, ...mail }: Omit<Mail, 'kind'>): Promise<string | null> {
  return hasMailServer() ? queueMail(tx, { ...mail, kind: farewellKind, at, dueAt: new Date(at.getTime() + sendAfterMilliseconds) }) : null;
}

/** What could only be known after the erasure was committed is put into the letter before it leaves. */
export async function completeFarewell(db: Db, { mailId, text }: { readonly mailId: string; readonly text: string }): Promise<void> {
  await replaceBody(db, { id: mailId, bodyCipher: seal(text, { mailId, field: 'body' }) });
}
