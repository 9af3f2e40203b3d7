import { holdBehaviour } from '@/lib/behaviour';
import { liftLimit, limitProcessing } from '@/lib/consent';
import type { Db } from '@/lib/db';
import type { AccountId } from '@/lib/shared/ids';
import { limitOf } from './core/limit-of';
import type { RightsKind } from './schema';

/** Begins or ends what a request limits, if it limits anything, with all that was kept about the person: within the transaction that opens or closes the request. */
export async function setLimit(tx: Db, { accountId, right, isLimited, at }: { readonly accountId: AccountId; readonly right: RightsKind; readonly isLimited: boolean; readonly at: Date }): Promise<void> {
  const kind = limitOf(right);
  if (kind === null) return;
  await (isLimited ? limitProcessing : liftLimit)(tx, { accountId, kind, at });
  await holdBehaviour(tx, { accountId, at });
}
