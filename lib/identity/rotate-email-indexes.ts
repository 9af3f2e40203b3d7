import type { PrismaClient } from '@/lib/db';
import { decryptEmail, emailIndex } from './field-keys';
import { listEmails, replaceEmailIndex } from './store/identities';

/** Writes the blind index of every address anew under the newest key; until then people are found under every known one. May be killed and begun again. */
export async function rotateEmailIndexes(db: PrismaClient, { batchSize = 200, onBatch }: { readonly batchSize?: number; readonly onBatch?: (done: number) => void } = {}): Promise<{ resealed: number; unreadable: number }> {
  const sum = { resealed: 0, unreadable: 0 };
  for (let afterId: string | null = null; ;) {
    const rows = await listEmails(db, { afterId, size: batchSize });
    for (const row of rows) {
      const index = indexOf(row);
      if (index === null) sum.unreadable += 1;
      else if (index !== row.emailIndex) sum.resealed += await replaceEmailIndex(db, { accountId: row.accountId, before: row.emailIndex, after: index });
    }
    onBatch?.(sum.resealed);
    if (rows.length < batchSize) return sum;
    afterId = rows.at(-1)?.accountId ?? null;
  }
}

function indexOf({ accountId, emailCipher }: { readonly accountId: string; readonly emailCipher: string }): string | null {
  try {
    return emailIndex(decryptEmail(emailCipher, accountId));
  } catch {
    return null;
  }
}
