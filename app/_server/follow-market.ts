import 'server-only';
import { findNewestOf } from '@/lib/audit';
import type { AuditAction } from '@/lib/audit/schema';
import type { Db } from '@/lib/db';

/** What changes a page that everybody sees alike: after each of these the process that did it makes its pages anew (refreshMarket), and the others see it here. */
const changing: readonly AuditAction[] = [
  'subject.erased', 'account.became-seller', 'account.status-changed', 'listing.published', 'listing.price-changed', 'listing.edited', 'listing.withdrawn', 'listing.taken-down', 'bundle.saved', 'bundle.retired', 'menu.saved', 'order.refunded',
  'revision.announced', 'revision.released', 'revision.release-cancelled', 'revision.retracted', 'privacy.finding-decided', 'privacy.quasi-chosen', 'privacy.visibility-chosen', 'privacy.approval-answered',
  'quality.rule-declared', 'quality.rule-removed', 'quality.frequency-declared', 'quality.label-named', 'dataset.columns-described', 'price.proposal-answered', 'price.policy-set', 'marking.chosen',
];
const everyMilliseconds = 1_000;
/** A page that was being made from what stood before is kept after the first time: so once more a little later. */
const againMilliseconds = 5_000;

/** Looks once: what changed since the number that the last look answered? `forget` is called if anything did. */
export async function lookAtMarket(db: Db, { known, forget }: { readonly known: bigint | null; readonly forget: () => void }): Promise<bigint> {
  const newest = await findNewestOf(db, { actions: changing });
  if (known !== null && newest !== known) forget();
  return newest;
}

/** Pages in this process's memory are made anew a second after any process changed what they show. Answers how to stop. */
export function followMarket(db: Db, { forget, report }: { readonly forget: () => void; readonly report: (fault: unknown) => void }): () => void {
  let known: bigint | null = null;
  let isStopped = false;
  const forgetTwice = () => { forget(); setTimeout(forget, againMilliseconds).unref(); };
  const look = async (): Promise<void> => {
    known = await lookAtMarket(db, { known, forget: forgetTwice }).catch((fault: unknown) => { report(fault); return known; });
    if (!isStopped) setTimeout(() => { void look(); }, everyMilliseconds).unref();
  };
  void look();
  return () => { isStopped = true; };
}
