import type { Db } from '@/lib/db';
import { recipientIndexes } from './recipient-index';
import { unseal } from './sealed-text';
import { deleteMail, deleteMailOf, listUnindexed } from './store';

const pageSize = 500;

/** Takes every mail to an address out of the outbox, by its blind index. Mail of before there was one is opened, thirty days long: then it is gone. */
export async function deleteMailTo(tx: Db, { address }: { readonly address: string }): Promise<number> {
  let count = await deleteMailOf(tx, { recipientIndexes: recipientIndexes(address) });
  for (let afterId: string | null = null; ;) {
    const rows: { id: string; recipientCipher: string }[] = await listUnindexed(tx, { afterId, take: pageSize });
    const own = rows.filter((row) => unseal(row.recipientCipher, { mailId: row.id, field: 'recipient' }).toLowerCase() === address.toLowerCase()).map((row) => row.id);
    if (own.length > 0) count += await deleteMail(tx, { ids: own });
    if (rows.length < pageSize) return count;
    afterId = rows.at(-1)?.id ?? null;
  }
}
