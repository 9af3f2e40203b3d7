import { randomUUID } from 'node:crypto';
import type { Db } from '@/lib/db';
import { recipientIndex } from './recipient-index';
import { seal } from './sealed-text';
import { insertMail } from './store';

export type Mail = { readonly kind: string; readonly to: string; readonly subject: string; readonly text: string; readonly at: Date; /** Not before: at once, unless said. */ readonly dueAt?: Date };

/** Writes a mail into the outbox, in the transaction of what caused it: it is sent if and only if that happened. */
export async function queueMail(tx: Db, { kind, to, subject, text, at, dueAt = at }: Mail): Promise<string> {
  const mailId = randomUUID();
  // One line each: nothing that was typed somewhere becomes another header.
  const line = (value: string): string => value.replace(/[\r\n\u2028\u2029]+/g, ' ').slice(0, 300);
  await insertMail(tx, {
    id: mailId, kind, recipientCipher: seal(line(to), { mailId, field: 'recipient' }), recipientIndex: recipientIndex(line(to)), subjectCipher: seal(line(subject), { mailId, field: 'subject' }), bodyCipher: seal(text, { mailId, field: 'body' }), createdAt: at, dueAt,
  });
  return mailId;
}
