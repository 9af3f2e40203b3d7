import type { Db } from '@/lib/db';
import type { AccountId } from '@/lib/shared/ids';
import { pseudonyms } from '@/lib/shared/pseudonym';
import type { LimitKind } from './schema';
import { lockConsentOf } from './hold-consent';
import { closeLimit, openLimit } from './store';

/** From the next request on nothing optional happens to this person, whatever she agreed to. Within the caller's transaction, whose audit row says why. */
export async function limitProcessing(tx: Db, { accountId, kind, at }: { readonly accountId: AccountId; readonly kind: LimitKind; readonly at: Date }): Promise<void> {
  await lockConsentOf(tx, { accountId });
  await openLimit(tx, { subjects: pseudonyms('consent', accountId), kind, at });
}

export async function liftLimit(tx: Db, { accountId, kind, at }: { readonly accountId: AccountId; readonly kind: LimitKind; readonly at: Date }): Promise<void> {
  await lockConsentOf(tx, { accountId });
  await closeLimit(tx, { subjects: pseudonyms('consent', accountId), kind, at });
}
