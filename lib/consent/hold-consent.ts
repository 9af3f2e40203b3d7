import type { Context, Db } from '@/lib/db';
import type { AccountId } from '@/lib/shared/ids';
import { pseudonyms } from '@/lib/shared/pseudonym';
import { consentSubjects } from './consent-subject';
import { deriveState } from './core/decide-choice';
import { readGrounds } from './get-consent-state';
import type { ConsentState, Purpose } from './schema';
import { accountExists, listLimits, lockSubjects } from './store';

export type HeldConsent = ConsentState & {
  /** What she agreed to under the notice in force, whatever limits it or her browser says at present. */
  readonly agreed: readonly Purpose[];
  /** Of it the notice and the time it runs out; null where it doesn't. */
  readonly agreedVersion: number;
  readonly agreedUntil: Date | null;
};

/**
 * What somebody agrees to, which stays so until the caller's transaction ends: whoever takes consent back, limits what is done with her data or erases her account
 * meanwhile waits. What is written about a person is written under this lock, so that a withdrawal comes before it or after it, never between.
 */
export async function holdConsent(ctx: Omit<Context, 'db'> & { readonly db: Db }): Promise<HeldConsent> {
  const subjects = consentSubjects(ctx);
  const { actor, db } = ctx;
  await lockSubjects(db, { subjects });
  const isThere = subjects.length > 0 && (actor.kind !== 'account' || await accountExists(db, { accountId: actor.accountId }));
  const { last, ...grounds } = await readGrounds(db, isThere ? subjects : []);
  const now = ctx.now();
  const unlimited = deriveState(last, { ...grounds, hasGpcSignal: false, now, limits: [] });
  const ends = last.filter((event) => unlimited.granted.some((purpose) => purpose === event.purpose)).flatMap(({ expiresAt }) => (expiresAt ? [expiresAt.getTime()] : []));
  return {
    ...deriveState(last, { ...grounds, hasGpcSignal: ctx.hasGpcSignal, now }),
    agreed: unlimited.granted, agreedVersion: unlimited.noticeVersion ?? 0, agreedUntil: ends.length === 0 ? null : new Date(Math.min(...ends)),
  };
}

/** The same lock for whoever ends or limits something about a person, within her transaction. */
export async function lockConsentOf(tx: Db, { accountId }: { readonly accountId: AccountId }): Promise<void> {
  await lockSubjects(tx, { subjects: pseudonyms('consent', accountId) });
}

/** Whether anything limits what may be done with this person's data. */
export async function isLimited(tx: Db, { accountId }: { readonly accountId: AccountId }): Promise<boolean> {
  return (await listLimits(tx, { subjects: pseudonyms('consent', accountId) })).length > 0;
}
