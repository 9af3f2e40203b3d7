import fc from 'fast-check';
import { upToToday } from '@/lib/consent/core/up-to-today';
import { describe, expect, it } from 'vitest';
import { decideEvents, deriveState, type LastDecision } from '@/lib/consent/core/decide-choice';
import { limitKinds, purposes, type LimitKind } from '@/lib/consent/schema';

const given = (purpose: string, noticeVersion = 1): LastDecision => ({ purpose, decision: 'GIVEN', noticeVersion });
const refused = (purpose: string, noticeVersion = 1): LastDecision => ({ purpose, decision: 'REFUSED', noticeVersion });
const anyDecision = fc.record({ purpose: fc.constantFrom(...purposes), decision: fc.constantFrom('GIVEN' as const, 'REFUSED' as const, 'WITHDRAWN' as const), noticeVersion: fc.integer({ min: 1, max: 3 }) });

const at = (coveringVersion: number, hasGpcSignal = false) => ({ coveringVersion, hasGpcSignal, now: new Date('2026-11-25T00:00:00Z'), limits: [] as LimitKind[] });

describe('deriveState', () => {
  it.each<[string, readonly LastDecision[], boolean, readonly string[]]>([
    ['nothing was said', [], false, []],
    ['only one purpose was answered', [given('personalisation')], false, []],
    ['one was given and one refused', [given('personalisation'), refused('market-statistics')], true, ['personalisation']],
    ['both were given under an older notice', [given('personalisation', 0), given('market-statistics', 0)], false, []],
    ['a purpose nobody knows was given', [given('everything')], false, []],
  ])('when %s', (_, last, hasChosen, granted) => {
    expect(deriveState(last, at(1))).toMatchObject({ hasChosen, granted });
  });

  it('grants nothing under Global Privacy Control, whatever was said, and nothing that was not given under this notice or a later one', () => {
    fc.assert(fc.property(fc.array(anyDecision, { maxLength: 6 }), (last) => {
      expect(deriveState(last, at(2, true)).granted).toEqual([]);
      for (const purpose of deriveState(last, at(2)).granted) expect(last.some((each) => each.purpose === purpose && each.decision === 'GIVEN' && each.noticeVersion >= 2)).toBe(true);
      for (const limit of limitKinds) expect(deriveState(last, { ...at(1), limits: [limit] }).granted).toEqual([]);
    }));
  });

  it('counts what was given until it has run out, and not a moment longer (C7)', () => {
    const last = purposes.map((purpose) => ({ ...given(purpose), expiresAt: new Date('2026-11-25T12:00:00Z') }));
    expect(deriveState(last, { ...at(1), now: new Date('2026-11-25T11:59:59Z') }).granted).toEqual([...purposes]);
    expect(deriveState(last, { ...at(1), now: new Date('2026-11-25T12:00:00Z') })).toMatchObject({ hasChosen: false, granted: [] });
  });
});

describe('decideEvents', () => {
  it('says something about every purpose; silence is refusal and taking back is withdrawal', () => {
    expect(decideEvents([], {})).toEqual(purposes.map((purpose) => ({ purpose, decision: 'REFUSED' })));
    expect(decideEvents([given('personalisation')], {})).toContainEqual({ purpose: 'personalisation', decision: 'WITHDRAWN' });
    expect(decideEvents([given('personalisation')], { personalisation: true })).toContainEqual({ purpose: 'personalisation', decision: 'GIVEN' });
  });
});

describe('the counts over time', () => {
  it('are carried on to today for each purpose and version, and not doubled where today is in them', () => {
    const count = (day: string, purpose: string, given: number) => ({ day, purpose, noticeVersion: 1, given });
    const counts = [count('2026-08-01', 'personalisation', 3), count('2026-08-05', 'personalisation', 2), count('2026-11-25', 'market-statistics', 7)];
    expect(upToToday(counts, '2026-11-25')).toEqual([...counts, count('2026-11-25', 'personalisation', 2)]);
    expect(upToToday([], '2026-11-25')).toEqual([]);
  });
});
