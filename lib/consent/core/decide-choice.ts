import { purposes, type ConsentState, type LimitKind, type Purpose } from '../schema';

export type LastDecision = { readonly purpose: string; readonly decision: 'GIVEN' | 'REFUSED' | 'WITHDRAWN' | 'EXPIRED'; readonly noticeVersion: number; readonly expiresAt?: Date | null; /** Decided while the browser sent Global Privacy Control. */ readonly hasGpcSignal?: boolean };
export type Circumstances = {
  /** The newest version that asks everybody again: an answer to an older one covers nothing. */
  readonly coveringVersion: number;
  readonly hasGpcSignal: boolean;
  readonly now: Date;
  readonly limits: readonly LimitKind[];
};

/**
 * The present state, derived from the newest event per purpose. An answer under an older material version of the notice, or one that has run out,
 * doesn't count: the person is asked again and until then nothing optional happens. GPC and what she objected to outweigh what was given, as the notice says.
 */
export function deriveState(last: readonly LastDecision[], { coveringVersion, hasGpcSignal, now, limits }: Circumstances): ConsentState {
  const current = last.filter((event) => event.noticeVersion >= coveringVersion && coveringVersion > 0 && event.decision !== 'EXPIRED' && !hasRunOut(event, now));
  const answered = purposes.filter((purpose) => current.some((event) => event.purpose === purpose));
  const given = purposes.filter((purpose) => current.some((event) => event.purpose === purpose && event.decision === 'GIVEN'));
  const hasChosen = answered.length === purposes.length;
  const versions = current.filter((event) => answered.some((purpose) => purpose === event.purpose)).map((event) => event.noticeVersion);
  return {
    hasChosen, granted: hasChosen && !hasGpcSignal && limits.length === 0 ? given : [], isSuppressedByGpc: hasGpcSignal && given.length > 0,
    noticeVersion: hasChosen ? Math.min(...versions) : null, limits,
  };
}

function hasRunOut({ decision, expiresAt }: LastDecision, now: Date): boolean {
  return decision === 'GIVEN' && expiresAt !== null && expiresAt !== undefined && expiresAt.getTime() <= now.getTime();
}

/** Agreeing to something while the browser says no, and not having been asked about just that yet: it is asked once. */
export function needsGpcAnswer(last: readonly LastDecision[], choices: Readonly<Partial<Record<Purpose, boolean>>>): boolean {
  return purposes.some((purpose) => choices[purpose] === true && !last.some((event) => event.purpose === purpose && event.decision === 'GIVEN' && event.hasGpcSignal === true));
}

const sameMilliseconds = 60_000;
/** The newest decision as it was written, with when and under which text. */
export type Written = LastDecision & { readonly at: Date; readonly noticeSha256: string };

/**
 * A button pressed twice, or a request that was sent again: the same answer to the same text under the same signal within a minute is one decision, and is
 * written once. Later it is said anew, and holds for a year from then.
 */
export function isSaidAlready(last: readonly Written[], wanted: readonly { readonly purpose: string; readonly isGiven: boolean }[], { noticeSha256, hasGpcSignal, now }: { readonly noticeSha256: string; readonly hasGpcSignal: boolean; readonly now: Date }): boolean {
  return wanted.every(({ purpose, isGiven }) => last.some((event) => event.purpose === purpose && (event.decision === 'GIVEN') === isGiven && event.decision !== 'EXPIRED' && event.noticeSha256 === noticeSha256
    && event.hasGpcSignal === hasGpcSignal && Math.abs(now.getTime() - event.at.getTime()) < sameMilliseconds));
}

/** What each purpose's new event says: taking back what was given is a withdrawal, not a refusal. A purpose not named is refused. */
export function decideEvents(last: readonly LastDecision[], choices: Readonly<Partial<Record<Purpose, boolean>>>): { purpose: Purpose; decision: 'GIVEN' | 'REFUSED' | 'WITHDRAWN' }[] {
  return purposes.map((purpose) => ({ purpose, decision: decideOne(last.find((event) => event.purpose === purpose), choices[purpose] === true) }));
}

export function decideOne(last: LastDecision | undefined, isGiven: boolean): 'GIVEN' | 'REFUSED' | 'WITHDRAWN' {
  if (isGiven) return 'GIVEN';
  return last?.decision === 'GIVEN' ? 'WITHDRAWN' : 'REFUSED';
}

const validDays = 365;

/** What was given is asked anew after a year: longer than that nobody remembers what she agreed to. */
export function expiryOf(decision: string, at: Date): Date | null {
  return decision === 'GIVEN' ? new Date(at.getTime() + validDays * 24 * 60 * 60 * 1000) : null;
}
