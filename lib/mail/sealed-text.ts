import { seal as sealInto, sealedColumns, unseal as unsealFrom } from '@/lib/vault';

type Place = { readonly mailId: string; readonly field: 'recipient' | 'subject' | 'body' };

const columns = { recipient: sealedColumns.mailRecipient, subject: sealedColumns.mailSubject, body: sealedColumns.mailBody } as const;

/** AES-256-GCM, bound to its row and field. */
export function seal(text: string, { mailId, field }: Place): string {
  return sealInto(columns[field], mailId, text);
}

/** @throws Error when the text was changed, moved, or written under another key */
export function unseal(text: string, { mailId, field }: Place): string {
  return unsealFrom(columns[field], mailId, text);
}
