import type { Db } from '@/lib/db';
import { deleteDecisionsOf } from '@/lib/registry';
import type { AccountId } from '@/lib/shared/ids';
import { pseudonym } from '@/lib/shared/pseudonym';
import { ownerOf } from './core/owner-of';
import { deleteOf } from './store';
import { deleteImpressionsOf } from './store-impressions';
import { insertForgotten } from './store-index';

/** Takes away everything that was kept and decided about a person, within the caller's transaction. Every process passes her over from then on, and the next index is built without her. */
export async function eraseBehaviour(tx: Db, { accountId, at }: { readonly accountId: AccountId; readonly at: Date }): Promise<number> {
  const subject = pseudonym('behaviour', accountId);
  await deleteDecisionsOf(tx, { subject });
  await deleteImpressionsOf(tx, { subject });
  const count = await deleteOf(tx, { subject });
  if (count > 0) await insertForgotten(tx, { owner: ownerOf(subject), at });
  return count;
}
