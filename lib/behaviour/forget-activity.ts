import { holdConsent } from '@/lib/consent';
import { purposes } from '@/lib/consent/schema';
import type { Context, Db } from '@/lib/db';
import { deleteDecisionsBefore } from '@/lib/registry';
import { ok, type Result } from '@/lib/shared/result';
import { behaviourSubjects } from './behaviour-subject';
import { ownerOf } from './core/owner-of';
import { forgetDecided } from './forget-decided';
import { takeUpSubject } from './take-up-subject';
import { deleteImpressionsBefore } from './store-impressions';
import { insertForgotten } from './store-index';
import { deleteBefore, deleteOf, deleteRunOut, deleteUseless, dropPurpose, listOwn, listTitles, renewEvents } from './store';

/** Takes away whatever was kept for a purpose that is not agreed to now; what is left without a purpose is deleted. What was learnt from it counts no longer in any process, from its next answer on. */
export async function forgetActivity(ctx: Context): Promise<Result<{ deletedCount: number }>> {
  return ok({ deletedCount: await ctx.db.$transaction((tx) => settleActivity(tx, ctx)) });
}

/**
 * The same within the transaction that writes the choice: of what was kept goes what is no longer agreed to, and what stays counts under the notice and until the
 * time that were agreed to now. A restriction or an objection takes nothing away: what it covers is kept, and used for nothing.
 */
export async function settleActivity(tx: Db, ctx: Omit<Context, 'db'>): Promise<number> {
  const [first, ...before] = behaviourSubjects(ctx);
  if (first === undefined) return 0;
  const { agreed, agreedVersion, agreedUntil } = await holdConsent({ ...ctx, db: tx });
  const { subject } = await takeUpSubject(tx, [first, ...before]);
  for (const purpose of purposes) {
    const count = agreed.includes(purpose) ? 0 : await dropPurpose(tx, { subject, purpose });
    if (count > 0 && purpose === 'personalisation') await insertForgotten(tx, { owners: [subject, ...before].map(ownerOf), at: ctx.now() });
  }
  if (!agreed.includes('personalisation')) await forgetDecided(tx, { subject });
  if (agreed.length === 0) return deleteOf(tx, { subject });
  await renewEvents(tx, { subject, noticeVersion: agreedVersion, consentUntil: agreedUntil });
  return deleteUseless(tx, { subject });
}

/** Decisions are kept long enough to contest them and to have them answered. */
const decisionDays = 60;

/** Retention: nothing is kept longer than the notice says, or than it was agreed to. */
export async function expireEvents(ctx: Context, { days }: { readonly days: number }): Promise<number> {
  await ctx.db.$transaction(async (tx) => {
    for (const subject of await deleteRunOut(tx, { at: ctx.now() })) {
      await insertForgotten(tx, { owners: [ownerOf(subject)], at: ctx.now() });
      await forgetDecided(tx, { subject });
    }
  }, { timeout: 120_000 });
  await deleteDecisionsBefore(ctx.db, { at: new Date(ctx.now().getTime() - decisionDays * 24 * 60 * 60 * 1000) });
  await deleteImpressionsBefore(ctx.db, { at: new Date(ctx.now().getTime() - days * 24 * 60 * 60 * 1000) });
  return deleteBefore(ctx.db, { at: new Date(ctx.now().getTime() - days * 24 * 60 * 60 * 1000) });
}

export type OwnEvent = { readonly id: string; readonly kind: string; readonly title: string; readonly slug: string; readonly at: string; readonly purposes: readonly string[] };

/** What is kept about the one who asks, newest first. */
export async function listOwnEvents(ctx: Context): Promise<Result<readonly OwnEvent[]>> {
  const subjects = behaviourSubjects(ctx);
  if (subjects.length === 0) return ok([]);
  const rows = await listOwn(ctx.db, { subjects, take: 200 });
  const titles = new Map((await listTitles(ctx.db, { listingIds: [...new Set(rows.map((row) => row.listingId))] })).map((listing) => [listing.id, listing]));
  return ok(rows.map((row) => ({ id: String(row.id), kind: row.kind, title: titles.get(row.listingId)?.title ?? '', slug: titles.get(row.listingId)?.slug ?? '', at: row.at.toISOString(), purposes: row.purposes })));
}
