import { randomUUID } from 'node:crypto';
import { getConsentState } from '@/lib/consent';
import type { Context, Db } from '@/lib/db';
import { ok, type Result } from '@/lib/shared/result';
import { behaviourSubject } from './behaviour-subject';
import { decideEvent, hourlyCap } from './core/decide-event';
import type { RecordEventInput } from './schema';
import { findPublishedSeller, insertEvents, listRecent } from './store';

type Wanted = Omit<RecordEventInput, 'kind'> & { readonly kind: RecordEventInput['kind'] | 'BUY' | 'DOWNLOAD' };

/** Keeps what somebody did, if and only if she agreed to at least one purpose. Whether it was kept changes nothing she sees. */
export async function recordEvent(ctx: Context, input: RecordEventInput): Promise<Result<{ stored: boolean }>> {
  return ok({ stored: await keep(ctx.db, ctx, input) });
}

/** The same for a purchase, inside its transaction. */
export async function recordPurchase(tx: Db, ctx: Context, { listingId }: { readonly listingId: string }): Promise<void> {
  await keep(tx, ctx, { kind: 'BUY', listingId });
}

async function keep(db: Db, ctx: Context, { kind, listingId }: Wanted): Promise<boolean> {
  const subject = behaviourSubject(ctx);
  if (subject === null) return false;
  const consent = await getConsentState({ ...ctx, db });
  if (consent.granted.length === 0 || consent.noticeVersion === null) return false;
  const sellerId = await findPublishedSeller(db, { listingId });
  const isOwn = ctx.actor.kind === 'account' && ctx.actor.accountId === sellerId;
  if (sellerId === null || isOwn) return false;
  const at = ctx.now();
  const recent = await listRecent(db, { subject, since: new Date(at.getTime() - 60 * 60 * 1000), take: hourlyCap });
  const decision = decideEvent({ kind, listingId, at }, recent, randomUUID());
  if (!decision) return false;
  await insertEvents(db, [{ subject, visit: decision.visit, kind, listingId, purposes: consent.granted, noticeVersion: consent.noticeVersion, at }]);
  return true;
}
