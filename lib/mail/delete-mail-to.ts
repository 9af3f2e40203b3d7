import type { Db } from '@/lib/db';
import { unseal } from './sealed-text';
import { deleteMail, listRecipients } from './store';

const pageSize = 500;

/** Takes every mail to an address out of the outbox. Recipients are sealed, so each is opened: an outbox holds thirty days. */
export async function deleteMailTo(tx: Db, { address }: { readonly address: string }): Promise<number> {
  let count = 0;
  for (let afterId: string | null = null; ;) {
    const rows: { id: string; recipientCipher: string }[] = await listRecipients(tx, { afterId, take: pageSize });
    const own = rows.filter((row) => unseal(row.recipientCipher, { mailId: row.id, field: 'recipient' }).toLowerCase() === address.toLowerCase()).map((row) => row.id);
    if (own.length > 0) count += await deleteMail(tx, { ids: own });
    if (rows.length < pageSize) return count;
    afterId = rows.at(-1)?.id ?? null;
  }
}
