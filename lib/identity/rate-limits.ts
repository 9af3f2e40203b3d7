import type { Context, Db } from '@/lib/db';
import { env } from '@/lib/env';
import { pseudonyms } from '@/lib/shared/pseudonym';
import { countAttempt, deleteAttempts, deleteWindowsBefore, renameWindow } from './store/rate-limits';

const minute = 60;
const hour = 60 * minute;

/** Kept in the database, so that they hold across every process and restart. Without the database nobody gets in: what is limited needs it, too. */
const limits = {
  'sign-in-account': { points: 10, durationSeconds: 15 * minute },
  'sign-in-address': { points: 60, durationSeconds: 15 * minute },
  'sign-up-address': { points: 20, durationSeconds: hour },
  /** Six digits last for ninety seconds: five guesses a quarter of an hour are one in 200,000. */
  'second-factor': { points: 5, durationSeconds: 15 * minute },
  'step-up': { points: 10, durationSeconds: 15 * minute },
  'mail-link-address': { points: 30, durationSeconds: 15 * minute },
  'passkey-address': { points: 60, durationSeconds: 15 * minute },
  /** Nobody's mailbox is filled by somebody else. */
  'mail-account': { points: 5, durationSeconds: hour },
  'reset-address': { points: 20, durationSeconds: hour },
  'stop-mail-address': { points: 30, durationSeconds: hour },
  /** An export reads everything of one person. */
  'export-account': { points: 10, durationSeconds: hour },
  'reveal-account': { points: 30, durationSeconds: hour },
  /** Few enough that nobody finds out about single rows by asking again and again with files that differ in one. */
  'validation-account': { points: 20, durationSeconds: 24 * hour },
  /** Two revisions are compared row by row in a process of its own. */
  'comparison-account': { points: 12, durationSeconds: hour },
  'refused-access': { points: 100, durationSeconds: hour },
  question: { points: 30, durationSeconds: minute },
} as const;

export type LimitName = keyof typeof limits;

/** Where many people share one network address, its limits are multiplied; an account's own never are. */
function pointsOf(name: LimitName): number {
  const { points } = limits[name];
  return name.endsWith('-address') ? points * env().ADDRESS_LIMIT_FACTOR : points;
}

/** Pseudonyms, the one that is counted under first: no address and no account stands in the table. */
function keysOf(name: LimitName, subject: string): readonly [string, ...string[]] {
  const [now, ...before] = pseudonyms('rate-limit', subject, name).map((each) => `${name} ${each}`);
  return [now ?? name, ...before];
}

/**
 * Null when allowed, otherwise the seconds to wait. A delay, never a lock-out that someone else could cause for good. Outside of the
 * transaction of what is tried: an attempt that fails is not taken back.
 */
export async function takePoint(db: Context['db'], name: LimitName, subject: string): Promise<number | null> {
  const [key, ...before] = keysOf(name, subject);
  // A window that was begun under an older version of the key runs on: a rotation gives nobody new attempts.
  if (before.length > 0) await renameWindow(db, { key, before });
  const { points, secondsLeft } = await countAttempt(db, { key, durationSeconds: limits[name].durationSeconds });
  return points <= pointsOf(name) ? null : secondsLeft;
}

export function forgetPoints(db: Db, name: LimitName, subject: string): Promise<void> {
  return deleteAttempts(db, { keys: keysOf(name, subject) });
}

/** Windows that are over say nothing any more. */
export function forgetOldLimits({ db, now }: Pick<Context, 'db' | 'now'>): Promise<number> {
  return deleteWindowsBefore(db, { at: now() });
}
