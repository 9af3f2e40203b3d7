import type { Context, Db } from '@/lib/db';
import { consentSubjects } from './consent-subject';
import { deriveState } from './core/decide-choice';
import type { ConsentState, Purpose } from './schema';
import { findCoveringVersion, listLastDecisions, listLimits } from './store';

/** Within a transaction, `db` is the transaction: the state is read by the connection that acts on it. */
export async function getConsentState(ctx: Omit<Context, 'db'> & { readonly db: Db }): Promise<ConsentState> {
  const { last, ...grounds } = await readGrounds(ctx.db, consentSubjects(ctx));
  return deriveState(last, { ...grounds, hasGpcSignal: ctx.hasGpcSignal, now: ctx.now() });
}

/** What a state follows from; of nobody there is no decision. */
export async function readGrounds(db: Db, subjects: readonly string[]) {
  const coveringVersion = await getCoveringVersion(db);
  const last = subjects.length === 0 ? [] : await listLastDecisions(db, { subjects });
  const limits = subjects.length === 0 ? [] : await listLimits(db, { subjects });
  return { coveringVersion, last, limits };
}

/** Asked right before anything optional is done, every time: a withdrawal counts from the next request on. */
export async function hasConsent(ctx: Context, purpose: Purpose): Promise<boolean> {
  return (await getConsentState(ctx)).granted.includes(purpose);
}

/** The newest version of the privacy notice that asks everybody again: what was agreed to under an older one covers nothing. 0 before any. */
export function getCoveringVersion(db: Db): Promise<number> {
  return findCoveringVersion(db, { code: 'privacy' });
}
