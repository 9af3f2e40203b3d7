import type { Db } from '@/lib/db';
import { toAccountId, type AccountId } from '@/lib/shared/ids';
import { isPseudonymOf, type PseudonymPurpose } from '@/lib/shared/pseudonym';
import { listAccountIds } from './store/accounts';

const pageSize = 5_000;

/**
 * The account a pseudonym was made for under any version of the key, or null. A pseudonym can't be reversed, only made again for every account and compared: some three
 * microseconds each. It stays inside lib; whoever calls has checked who asks and why.
 */
export async function resolvePseudonym(db: Db, { purpose, value, scope = '' }: { readonly purpose: PseudonymPurpose; readonly value: string; readonly scope?: string }): Promise<AccountId | null> {
  for (let afterId: string | null = null; ;) {
    const ids = await listAccountIds(db, { afterId, size: pageSize });
    const found = ids.find((id) => isPseudonymOf(value, purpose, id, scope));
    if (found !== undefined) return toAccountId(found);
    if (ids.length < pageSize) return null;
    afterId = ids.at(-1) ?? null;
  }
}
