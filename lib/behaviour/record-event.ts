import { randomUUID } from 'node:crypto';
import { getConsentState, holdConsent, lockConsentOf } from '@/lib/consent';
import type { Context, Db } from '@/lib/db';
import type { AccountId } from '@/lib/shared/ids';
import { pseudonyms } from '@/lib/shared/pseudonym';
import { ok, type Result } from '@/lib/shared/result';
import { behaviourSubjects } from './behaviour-subject';
import { decideEvent, hourlyCap } from './core/decide-event';
import type { RecordEventInput, RecordEventsInput } from './schema';
import { deletePurchases, insertEvents, listPublishedSellers, listRecent, type NewEvent } from './store';
import { flushShown } from './shown-queue';
import { markOutcomes, unmarkPurchases } from './store-impressions';
import { takeUpOrigins } from './take-up-origins';
import { takeUpSubject } from './take-up-subject';

/** What only the server can know to have happened, beside what a page tells. */
export type DoneKind = 'SAVE' | 'REQUEST' | 'CART' | 'BUY' | 'DOWNLOAD';
type Wanted = { readonly kind: RecordEventInput['kind'] | DoneKind; readonly listingId: string };

/** Keeps what somebody did, if and only if she agreed to at least one purpose. Whether it was kept changes nothing she sees. */
export async function recordEvent(ctx: Context, input: RecordEventInput): Promise<Result<{ stored: boolean }>> {
  return ok({ stored: (await keepNow(ctx, [input])) === 1 });
}

/** Many at once, as pages tell them. */
export async function recordEvents(ctx: Context, { events }: RecordEventsInput): Promise<Result<{ storedCount: number }>> {
  return ok({ storedCount: await keepNow(ctx, events) });
}

/** Who agreed to nothing is asked about without a lock: most requests end here. */
async function keepNow(ctx: Context, wanted: readonly Wanted[]): Promise<number> {
  if (behaviourSubjects(ctx).length === 0 || ctx.isAutomated || (await getConsentState(ctx)).granted.length === 0) return 0;
  // What she was just shown is credited with what she does now.
  await flushShown(ctx.db);
  return ctx.db.$transaction((tx) => keep(tx, ctx, wanted));
}

/** The same for what the server itself did, inside its transaction. */
export async function recordDone(tx: Db, ctx: Context, done: { readonly kind: DoneKind; readonly listingId: string }): Promise<void> {
  await keep(tx, ctx, [done]);
}

export async function recordPurchase(tx: Db, ctx: Context, { listingId }: { readonly listingId: string }): Promise<void> {
  await recordDone(tx, ctx, { kind: 'BUY', listingId });
}

/**
 * A purchase that was given back tells nothing of what anybody wants: else two who agree could make demand for nothing. Within the transaction that gives the money back;
 * an index that holds it already is without it when it is next built.
 */
export async function forgetPurchase(tx: Db, { accountId, listingId, since }: { readonly accountId: AccountId; readonly listingId: string; readonly since: Date }): Promise<void> {
  await lockConsentOf(tx, { accountId });
  const { subject } = await takeUpSubject(tx, pseudonyms('behaviour', accountId));
  await deletePurchases(tx, { subject, listingId, since });
  await unmarkPurchases(tx, { subject, listingId, since });
}

/** Within a transaction: what she agrees to is read under the lock that a withdrawal takes too, so none leaves a row behind. */
async function keep(db: Db, ctx: Context, wanted: readonly Wanted[]): Promise<number> {
  const [first, ...before] = behaviourSubjects(ctx);
  // What says of itself that it is a program is nobody's behaviour.
  if (first === undefined || ctx.isAutomated) return 0;
  const consent = await holdConsent({ ...ctx, db });
  if (consent.granted.length === 0 || consent.noticeVersion === null) return 0;
  const { subject } = await takeUpSubject(db, [first, ...before]);
  const at = ctx.now();
  const sellers = await listPublishedSellers(db, { listingIds: [...new Set(wanted.map((event) => event.listingId))] });
  const recent = [...await listRecent(db, { subject, since: new Date(at.getTime() - 60 * 60 * 1000), take: hourlyCap })];
  const rows: NewEvent[] = [];
  for (const { kind, listingId } of wanted) {
    const sellerId = sellers.get(listingId);
    const isOwn = ctx.actor.kind === 'account' && ctx.actor.accountId === sellerId;
    if (sellerId === undefined || isOwn) continue;
    const decision = decideEvent({ kind, listingId, at }, recent, randomUUID());
    if (!decision) continue;
    recent.unshift({ visit: decision.visit, kind, listingId, at });
    rows.push({ subject, visit: decision.visit, kind, listingId, purposes: consent.granted, noticeVersion: consent.noticeVersion, consentUntil: consent.agreedUntil, at });
  }
  if (rows.length === 0) return 0;
  const origins = await takeUpOrigins(db, ctx, [...new Set(rows.map((row) => row.listingId))]);
  await insertEvents(db, rows.map((row) => ({ ...row, origin: origins.get(row.listingId) ?? '' })));
  if (consent.granted.includes('personalisation')) await markOutcomes(db, { subject, acts: rows, at });
  return rows.length;
}
