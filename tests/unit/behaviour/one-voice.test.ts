import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { companionsOf } from '@/lib/behaviour/core/companions';
import type { HistoryEvent } from '@/lib/behaviour/core/history-cases';
import { itemRanker } from '@/lib/behaviour/core/item-ranker';
import { oneVoice } from '@/lib/behaviour/core/one-voice';
import { pickArm } from '@/lib/behaviour/core/pick-arm';
import { sessionsOf } from '@/lib/behaviour/core/sessions-of';
import { slowGuard } from '@/lib/behaviour/core/slow-guard';
import { itemRules, sessionIndex, sessionTable, standardBlend, vstan } from '@/lib/learning';

const hour = 3_600_000;
const look = (...[subject, visit, listingId, at, origin = '']: [subject: string, visit: string, listingId: string, at: number, origin?: string]): HistoryEvent => ({ subject, visit, kind: 'VIEW', listingId, at, isDemo: false, origin });
/** What forty people really did: a then b, or a then c. */
const people = Array.from({ length: 40 }, (_, person) => [look(`p${person}`, 'v', 'a', person * hour), look(`p${person}`, 'v', person % 2 === 0 ? 'b' : 'c', person * hour + 1)]).flat();
const sold = Array.from({ length: 12 }, (_, person) => ['a', person % 3 === 0 ? 'c' : 'b'].map((listingId, index) => ({ ...look(`p${person}`, `v${index}`, listingId, person * hour + index), kind: 'BUY' }))).flat();
/** Every ranking there is: what the blend says after each item, with rules, popularity and what was popular lately, and who goes with whom. */
const rankingsOf = (events: readonly HistoryEvent[]) => {
  const sorted = events.toSorted((x, y) => x.at - y.at);
  const table = sessionTable(sessionsOf(sorted));
  const ranker = itemRanker(table, () => itemRules(table), { parameters: vstan, blend: standardBlend });
  const now = 10_000 * hour / 1_000;
  return {
    next: [['a'], ['b'], ['x'], ['nothing'], ['a', 'b']].map((query) => ranker.recommend({ query, now }).map(({ item, score, support }) => [item, score, support])),
    companions: ['a', 'b', 'c', 'x'].map((listingId) => companionsOf(sorted, listingId)),
  };
};
const listOf = (events: readonly HistoryEvent[]) => sessionIndex(sessionsOf(events)).recommend(['a'], { now: 1_000 * hour / 1_000 }).map(({ item, score }) => [item, score]);

describe('one voice each', () => {
  it('a thousand looks of one account move no ranking by more than one', () => {
    const fake = Array.from({ length: 1_000 }, (_, index) => [look('liar', `v${index}`, 'a', 100 * hour + index * hour), look('liar', `v${index}`, 'x', 100 * hour + index * hour + 1)]).flat();
    expect(listOf([...people, ...fake])).toEqual(listOf([...people, ...fake.slice(-2)]));
  });

  it('a thousand accounts of one address move no ranking by more than one', () => {
    const fake = Array.from({ length: 1_000 }, (_, index) => [look(`liar${index}`, 'v', 'a', 2_400 * hour + index, 'address-today'), look(`liar${index}`, 'v', 'x', 2_400 * hour + index + 0.5, 'address-today')]).flat();
    expect(listOf([...people, ...fake])).toEqual(listOf([...people, ...fake.slice(0, 2)]));
  });

  it('nor do they over a hundred days, whoever of them comes on which: in no ranking', () => {
    const real = [...people, ...sold];
    const fake = Array.from({ length: 1_000 }, (_, index) => ['a', 'x'].map((listingId, after) => look(`liar${index}`, 'v', listingId, 2_400 * hour + index * 2.4 * hour + after, `address ${listingId}`))).flat();
    expect(fake.at(-1)?.at ?? 0).toBeGreaterThan((2_400 + 99 * 24) * hour);
    expect(rankingsOf([...real, ...fake])).toEqual(rankingsOf([...real, ...fake.slice(0, 2)]));
    const bought = fake.map((event) => ({ ...event, kind: 'BUY' }));
    expect(rankingsOf([...real, ...bought])).toEqual(rankingsOf([...real, ...bought.slice(0, 2)]));
    // Two of them on both sides of midnight.
    expect(rankingsOf([...real, ...fake.slice(0, 2), ...fake.slice(-2)])).toEqual(rankingsOf([...real, ...fake.slice(0, 2)]));
  });

  it('hears of an address another person for another listing, and whoever is heard elsewhere', () => {
    const events = [look('p', 'v', 'a', 1, 'office a'), look('q', 'v', 'a', 2, 'office a'), look('q', 'v', 'b', 3, 'office b'), look('q', 'w', 'a', 4, 'home a'), look('q', 'w', 'c', 5, '')];
    expect(oneVoice(events.map((event) => ({ ...event, origin: event.origin ?? '' }))).map(({ at }) => at)).toEqual([1, 3, 4, 5]);
  });

  it('moves no ranking by more than one real visit: next item, rules, popular, popular lately, opened next and bought together', () => {
    const real = [...people, ...sold];
    const account = Array.from({ length: 1_000 }, (_, index) => [look('liar', `v${index}`, 'a', 3_000 * hour + index * hour), look('liar', `v${index}`, 'x', 3_000 * hour + index * hour + 1)]).flat();
    expect(rankingsOf([...real, ...account])).toEqual(rankingsOf([...real, ...account.slice(-2)]));
    const address = Array.from({ length: 1_000 }, (_, index) => [look(`liar${index}`, 'v', 'a', 2_400 * hour + index, 'today'), look(`liar${index}`, 'v', 'x', 2_400 * hour + index + 0.5, 'today')]).flat();
    expect(rankingsOf([...real, ...address])).toEqual(rankingsOf([...real, ...address.slice(0, 2)]));
    const bought = address.map((event) => ({ ...event, kind: 'BUY' }));
    expect(rankingsOf([...real, ...bought])).toEqual(rankingsOf([...real, ...bought.slice(0, 2)]));
    // One real visit may move one; that it does shows that the rankings look at it at all.
    expect(rankingsOf([...real, ...account.slice(-2)])).not.toEqual(rankingsOf(real));
  });

  it('going to and fro between two within one visit says no more than going once', () => {
    for (const rounds of [2, 30, 150, 500]) {
      const fake = Array.from({ length: rounds }, (_, index) => ['b', 'd'].map((listingId, side) => look('liar', 'v', listingId, 3_000 * hour + (2 * index + side) * 11_000))).flat();
      expect(rankingsOf([...people, ...sold, ...fake])).toEqual(rankingsOf([...people, ...sold, ...fake.slice(-2)]));
    }
    expect(sessionsOf(['a', 'b', 'a', 'c', 'b'].map((listingId, index) => look('p', 'v', listingId, index * 11_000)))).toMatchObject([{ items: ['a', 'c', 'b'], at: 44 }]);
  });

  it('keeps of each person one visit for a listing, the newest, in the order of time', () => {
    fc.assert(fc.property(fc.array(fc.record({ subject: fc.constantFrom('p', 'q'), visit: fc.constantFrom('v', 'w'), listingId: fc.constantFrom('a', 'b'), origin: fc.constantFrom('', 'o') }), { maxLength: 30 }), (made) => {
      const events = made.map((each, at) => ({ ...each, at }));
      const heard = oneVoice(events);
      expect(heard.map((each) => each.at)).toEqual(heard.map((each) => each.at).toSorted((a, b) => a - b));
      const visits = new Map<string, Set<string>>();
      for (const { subject, visit, listingId } of heard) visits.set(`${subject} ${listingId}`, (visits.get(`${subject} ${listingId}`) ?? new Set()).add(visit));
      expect([...visits.values()].every((each) => each.size === 1)).toBe(true);
      expect(oneVoice(heard)).toEqual(heard);
    }));
  });
});

describe('what goes with a listing', () => {
  it('counts people, from five on, each once', () => {
    expect(companionsOf(people, 'a')).toEqual({ viewedNext: [{ listingId: 'b', people: 20 }, { listingId: 'c', people: 20 }], boughtTogether: [] });
    expect(companionsOf(people, 'b')).toEqual({ viewedNext: [], boughtTogether: [] });
    const bought = Array.from({ length: 5 }, (_, person) => ['x', 'y'].map((listingId, index) => ({ ...look(`p${person}`, `v${index}`, listingId, person), kind: 'BUY' }))).flat();
    expect(companionsOf(bought, 'x').boughtTogether).toEqual([{ listingId: 'y', people: 5 }]);
    expect(companionsOf(bought.slice(2), 'x').boughtTogether).toEqual([]);
  });
});

describe('who is in which arm', () => {
  it('is the same every time, and half of the people each', () => {
    const arms = Array.from({ length: 4_000 }, (_, person) => pickArm('e', `p${person}`));
    expect(arms).toEqual(Array.from({ length: 4_000 }, (_, person) => pickArm('e', `p${person}`)));
    expect(Math.abs(arms.filter((arm) => arm === 'control').length - 2_000)).toBeLessThan(130);
  });
});

describe('a model that is too slow', () => {
  it('rests after three slow answers in a row, and is asked again a minute later', () => {
    const guard = slowGuard();
    guard.add(60, 0); guard.add(60, 1); guard.add(10, 2); guard.add(60, 3); guard.add(60, 4);
    expect(guard.isResting(5)).toBe(false);
    guard.add(60, 5);
    expect(guard.isResting(6)).toBe(true);
    expect(guard.isResting(60_005)).toBe(false);
  });
});
