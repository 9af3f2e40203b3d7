import { purposes, type ConsentState, type Purpose } from '../schema';

export type LastDecision = { readonly purpose: string; readonly decision: 'GIVEN' | 'REFUSED' | 'WITHDRAWN'; readonly noticeVersion: number };

/**
 * The present state, derived from the newest event per purpose. An answer under an older notice version doesn't cover the
 * present one: the person is asked again and until then nothing optional happens. GPC outweighs what was given before.
 */
export function deriveState(last: readonly LastDecision[], noticeVersion: number, hasGpcSignal: boolean): ConsentState {
  const current = last.filter((event) => event.noticeVersion === noticeVersion);
  const answered = purposes.filter((purpose) => current.some((event) => event.purpose === purpose));
  const given = purposes.filter((purpose) => current.some((event) => event.purpose === purpose && event.decision === 'GIVEN'));
  const hasChosen = answered.length === purposes.length;
  const isSuppressedByGpc = hasGpcSignal && given.length > 0;
  return { hasChosen, granted: hasChosen && !hasGpcSignal ? given : [], isSuppressedByGpc, noticeVersion: hasChosen ? noticeVersion : null };
}

/** What each purpose's new event says: taking back what was given is a withdrawal, not a refusal. A purpose not named is refused. */
export function decideEvents(last: readonly LastDecision[], choices: Readonly<Partial<Record<Purpose, boolean>>>): { purpose: Purpose; decision: 'GIVEN' | 'REFUSED' | 'WITHDRAWN' }[] {
  return purposes.map((purpose) => {
    if (choices[purpose] === true) return { purpose, decision: 'GIVEN' };
    const wasGiven = last.some((event) => event.purpose === purpose && event.decision === 'GIVEN');
    return { purpose, decision: wasGiven ? 'WITHDRAWN' : 'REFUSED' };
  });
}
