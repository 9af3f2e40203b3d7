import type { RuleState } from '../schema';

export type RuleMoment = {
  readonly state: RuleState;
  readonly now: Date;
  readonly pendingSince: Date | null;
  readonly forSeconds: number;
  readonly silencedUntil: Date | null;
  readonly hasOpenAlert: boolean;
};
export type AlertStep = { readonly pendingSince: Date | null; readonly action: 'raise' | 'keep' | 'resolve' | 'none' };

/**
 * What follows from one evaluation. Raised once it held for `forSeconds` without a break; resolved by itself when it no longer
 * does; data that ran out neither raises nor resolves. A silence holds back the raising, not the resolving.
 */
export function decideAlert({ state, now, pendingSince, forSeconds, silencedUntil, hasOpenAlert }: RuleMoment): AlertStep {
  if (state === 'not-enough-data') return { pendingSince: null, action: 'none' };
  if (state === 'ok') return { pendingSince: null, action: hasOpenAlert ? 'resolve' : 'none' };
  const since = pendingSince ?? now;
  if (hasOpenAlert) return { pendingSince: since, action: 'keep' };
  const isSilenced = silencedUntil !== null && silencedUntil > now;
  const hasHeld = now.getTime() - since.getTime() >= forSeconds * 1_000;
  return { pendingSince: since, action: hasHeld && !isSilenced ? 'raise' : 'none' };
}
