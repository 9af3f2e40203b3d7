import type { Db } from '@/lib/db';
import { deleteDecisionsOf } from '@/lib/registry';
import type { AccountId } from '@/lib/shared/ids';
import { pseudonym } from '@/lib/shared/pseudonym';
import { dropModels } from './models';
import { deleteOf } from './store';
import { deleteImpressionsOf } from './store-impressions';

/** Takes away everything that was kept and decided about a person, within the caller's transaction. Models are made anew without her. */
export async function eraseBehaviour(tx: Db, { accountId }: { readonly accountId: AccountId }): Promise<number> {
  const subject = pseudonym('behaviour', accountId);
  await deleteDecisionsOf(tx, { subject });
  await deleteImpressionsOf(tx, { subject });
  const count = await deleteOf(tx, { subject });
  dropModels();
  return count;
}
