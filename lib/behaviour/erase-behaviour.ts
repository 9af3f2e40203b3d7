import { isLimited, lockConsentOf } from '@/lib/consent';
import type { Db } from '@/lib/db';
import { setDecisionsHeld } from '@/lib/registry';
import type { AccountId } from '@/lib/shared/ids';
import { pseudonyms } from '@/lib/shared/pseudonym';
import { ownerOf } from './core/owner-of';
import { forgetDecided } from './forget-decided';
import { takeUpSubject } from './take-up-subject';
import { deleteOf, setHeld } from './store';
import { setImpressionsHeld } from './store-impressions';
import { insertForgotten } from './store-index';

/** Takes away everything that was kept and decided about a person, within the caller's transaction. Every process passes her over from then on, and the next index is built without her. */
export async function eraseBehaviour(tx: Db, { accountId, at }: { readonly accountId: AccountId; readonly at: Date }): Promise<number> {
  const subjects = pseudonyms('behaviour', accountId);
  // What a page tells at this moment waits, and then finds no account.
  await lockConsentOf(tx, { accountId });
  const { subject } = await takeUpSubject(tx, subjects);
  await forgetDecided(tx, { subject });
  const count = await deleteOf(tx, { subject });
  if (count > 0) await insertForgotten(tx, { owners: subjects.map(ownerOf), at });
  return count;
}

/**
 * Whoever restricts or objects to what is done with her data is out of every list, report and training at once, and of the next index; what was kept stays as it
 * is (GDPR art. 18(2)) and comes back when nothing limits it any more. Within the transaction that wrote or lifted a limit.
 */
export async function holdBehaviour(tx: Db, { accountId, at }: { readonly accountId: AccountId; readonly at: Date }): Promise<void> {
  const subjects = pseudonyms('behaviour', accountId);
  await lockConsentOf(tx, { accountId });
  const { subject } = await takeUpSubject(tx, subjects);
  const isHeld = await isLimited(tx, { accountId });
  const count = await setHeld(tx, { subject, isHeld });
  await setImpressionsHeld(tx, { subject, isHeld });
  await setDecisionsHeld(tx, { subject, isHeld });
  if (isHeld && count > 0) await insertForgotten(tx, { owners: subjects.map(ownerOf), at });
}
