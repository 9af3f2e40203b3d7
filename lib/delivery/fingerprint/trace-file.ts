import { record } from '@/lib/audit';
import { countAgreeing, falseAccusationBound, judge, namingZ, readCopy, type Judged, type MarkPlan } from '@/lib/datasets';
import type { Context, Db } from '@/lib/db';
import { buyerPseudonym } from '@/lib/shared/pseudonym';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { findBeginning, listMarkedCopies } from './store';

type Copy = Awaited<ReturnType<typeof listMarkedCopies>>[number];
export type Traced = {
  /** Null where nobody is as near as it takes: below six standard deviations nobody is named. */
  readonly named: { readonly orderId: string; readonly buyer: string; readonly title: string; readonly revision: number; readonly z: number } | null;
  readonly best: { readonly z: number; readonly cells: number; readonly agreeing: number } | null;
  /** The chance that any innocent right would be named: the number of rights times Hoeffding's bound. */
  readonly falseAccusationBound: number;
  readonly compared: number;
};

/** Whose marked copy a file comes from, if the marks say so. Every look is written into the audit log. */
export async function traceFile(ctx: Context, path: string): Promise<Result<Traced>> {
  if (ctx.actor.kind !== 'system') return refuse('not-allowed');
  const copies = await listMarkedCopies(ctx.db);
  const groups = groupByPlan(copies);
  const read = await readCopy(path, groups.map(({ first }) => ({ datasetId: first.revision.datasetId, plan: planOf(first) })));
  if (!read.ok) return read;
  const judged = groups.flatMap(({ members }, index): Judged<Copy>[] => {
    const marks = read.value[index] ?? null;
    return marks === null || marks.length === 0 ? [] : members.map((copy) => judge(copy, countAgreeing(marks, copy.entitlementId), marks.length));
  }).toSorted((a, b) => b.z - a.z);
  const [best] = judged;
  const named = best && best.z >= namingZ ? best : null;
  await record(ctx.db, ctx, { action: 'marking.traced', objectType: 'order', objectId: named?.right.entitlement.orderId ?? '', detail: { compared: judged.length, isNamed: named !== null, z: Math.round((best?.z ?? 0) * 100) / 100 } });
  return ok({
    named: named && await toNamed(ctx.db, named), best: best ? { z: best.z, cells: best.cells, agreeing: best.agreeing } : null,
    falseAccusationBound: best ? falseAccusationBound(best.z, judged.length) : 1, compared: judged.length,
  });
}

async function toNamed(db: Db, { right: { entitlement, revision }, z }: Judged<Copy>): Promise<NonNullable<Traced['named']>> {
  const { listing, placedAt } = entitlement.order;
  const pair = { buyerId: entitlement.buyerId, sellerId: listing.sellerId };
  return { orderId: entitlement.orderId, buyer: buyerPseudonym({ ...pair, since: (await findBeginning(db, pair)) ?? placedAt }), title: listing.title, revision: revision.number, z };
}

/** Copies of one dataset with one plan are read once. */
function groupByPlan(copies: readonly Copy[]): { readonly first: Copy; readonly members: readonly Copy[] }[] {
  const groups = new Map<string, Copy[]>();
  for (const copy of copies) { const key = `${copy.revision.datasetId} ${JSON.stringify(copy.plan)}`; groups.set(key, [...(groups.get(key) ?? []), copy]); }
  return [...groups.values()].flatMap((members) => (members[0] ? [{ first: members[0], members }] : []));
}

/** Written by makeDeliverable from this very type. */
function planOf(copy: Copy): MarkPlan {
  return copy.plan as unknown as MarkPlan;
}
