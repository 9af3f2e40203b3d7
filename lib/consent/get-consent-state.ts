import type { Context, Db } from '@/lib/db';
import { consentSubjects } from './consent-subject';
import { deriveState, type LastDecision } from './core/decide-choice';
import { limitKinds, type ConsentState, type Purpose } from './schema';
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

/** As `groundsOfEach` reads them. */
export type ReadGrounds = { readonly covering: number; readonly last: readonly (Omit<LastDecision, 'expiresAt'> & { readonly id: string; readonly expiresAt: string | null })[]; readonly limits: readonly string[] };

/** The state that follows from what a reading about many found of one; `givenBy` numbers the decision that gave each purpose, so that a consent given anew is told from the one before. */
export function consentStateFrom({ covering, last, limits }: ReadGrounds, ctx: Pick<Context, 'hasGpcSignal' | 'now'>): ConsentState & { readonly givenBy: (purpose: Purpose) => string } {
  const dated = last.map(({ expiresAt, ...event }) => ({ ...event, expiresAt: expiresAt === null ? null : new Date(expiresAt) }));
  const state = deriveState(dated, { coveringVersion: covering, limits: limitKinds.filter((kind) => limits.includes(kind)), hasGpcSignal: ctx.hasGpcSignal, now: ctx.now() });
  return { ...state, givenBy: (purpose) => last.find((event) => event.purpose === purpose)?.id ?? '' };
}
