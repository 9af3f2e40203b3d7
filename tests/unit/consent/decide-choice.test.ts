import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideEvents, deriveState, type LastDecision } from '@/lib/consent/core/decide-choice';
import { purposes } from '@/lib/consent/schema';

const given = (purpose: string, noticeVersion = 1): LastDecision => ({ purpose, decision: 'GIVEN', noticeVersion });
const refused = (purpose: string, noticeVersion = 1): LastDecision => ({ purpose, decision: 'REFUSED', noticeVersion });
const anyDecision = fc.record({ purpose: fc.constantFrom(...purposes), decision: fc.constantFrom('GIVEN' as const, 'REFUSED' as const, 'WITHDRAWN' as const), noticeVersion: fc.integer({ min: 1, max: 3 }) });

describe('deriveState', () => {
  it.each<[string, readonly LastDecision[], boolean, readonly string[]]>([
    ['nothing was said', [], false, []],
    ['only one purpose was answered', [given('personalisation')], false, []],
    ['one was given and one refused', [given('personalisation'), refused('market-statistics')], true, ['personalisation']],
    ['both were given under an older notice', [given('personalisation', 0), given('market-statistics', 0)], false, []],
    ['a purpose nobody knows was given', [given('everything')], false, []],
  ])('when %s', (_, last, hasChosen, granted) => {
    expect(deriveState(last, 1, false)).toMatchObject({ hasChosen, granted });
  });

  it('grants nothing under Global Privacy Control, whatever was said, and nothing that was not given under this very notice', () => {
    fc.assert(fc.property(fc.array(anyDecision, { maxLength: 6 }), (last) => {
      expect(deriveState(last, 2, true).granted).toEqual([]);
      for (const purpose of deriveState(last, 2, false).granted) expect(last).toContainEqual({ purpose, decision: 'GIVEN', noticeVersion: 2 });
    }));
  });
});

describe('decideEvents', () => {
  it('says something about every purpose; silence is refusal and taking back is withdrawal', () => {
    expect(decideEvents([], {})).toEqual(purposes.map((purpose) => ({ purpose, decision: 'REFUSED' })));
    expect(decideEvents([given('personalisation')], {})).toContainEqual({ purpose: 'personalisation', decision: 'WITHDRAWN' });
    expect(decideEvents([given('personalisation')], { personalisation: true })).toContainEqual({ purpose: 'personalisation', decision: 'GIVEN' });
  });
});
