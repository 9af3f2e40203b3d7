import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { decidePrivacy, decideQuasi, isPrivateSaleOnly } from '../core/privacy/decide-privacy';
import type { Risk } from '../core/risk';
import type { ChooseQuasiInput } from '../schema';
import { measureOwnRisk } from './measure-own-risk';
import { findApproval, findOwnTable, isOnMarket, lockOwnReport, takeOffMarket, writeRisk } from './store';
import { toFacts } from './views';

/**
 * Which columns somebody else may know of a person; the risk is measured anew. What the exchange proposed goes only with a reason. A revision on sale that turns out to
 * single people out leaves the market until it may be sold as it is.
 */
export async function chooseQuasi(ctx: Context, { revisionId, quasi, sensitive, isAboutPeople, reason }: ChooseQuasiInput): Promise<Result<{ risk: Risk | null }>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const own = { revisionId, ownerId: who.value.accountId };
  const table = await findOwnTable(ctx.db, own);
  if (!table) return refuse('not-found');
  const measured = await measureOwnRisk(table, { quasi, sensitive });
  if (!measured.ok) return measured;
  return ctx.db.$transaction(async (tx) => {
    const report = await lockOwnReport(tx, own);
    if (!report) return refuse('privacy-not-scanned');
    const decision = decideQuasi(report, { quasi, isAboutPeople, reason });
    if (!decision.ok) return decision;
    const approval = await findApproval(tx, { revisionId });
    const isPriced = await isOnMarket(tx, { revisionId, isPriced: true });
    const facts = toFacts({ report, approval });
    const after = { ...facts, isAboutPeople, isHighRisk: measured.value?.isHighRisk ?? false };
    const withdrawn = !isPrivateSaleOnly(facts) && isPrivateSaleOnly(after) && !decidePrivacy(after, { isPriced }).ok ? await takeOffMarket(tx, { revisionId }) : [];
    await writeRisk(tx, { revisionId, quasi, sensitive: quasi.length === 0 ? null : sensitive, isAboutPeople, risk: measured.value });
    for (const listingId of withdrawn) await record(tx, ctx, { action: 'listing.withdrawn', objectType: 'listing', objectId: listingId, detail: { reason: 'people easily singled out' } });
    await record(tx, ctx, { action: 'privacy.quasi-chosen', objectType: 'revision', objectId: revisionId, detail: { count: quasi.length, removed: decision.value.removed.length, isAboutPeople, reason } });
    return ok({ risk: measured.value });
  });
}
