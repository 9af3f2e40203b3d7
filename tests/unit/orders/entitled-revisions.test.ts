import { describe, expect, it } from 'vitest';
import { entitledRevisions, followedRevision, type RightFacts } from '@/lib/orders/core/entitled-revisions';

const on = (day: number) => new Date(Date.UTC(2026, 0, day));
const release = (revisionId: string, soldFrom: number | null, cancelled = false) => ({ revisionId, soldFrom: soldFrom === null ? null : on(soldFrom), cancelledAt: cancelled ? on(20) : null });
const facts: RightFacts = { boughtId: 'r2', grantedAt: on(10), currentId: 'r3', pinnedId: null, releases: [release('r2', 5), release('r3', 15), release('r4', null), release('r5', null, true)], retractedIds: new Set() };

describe('a right', () => {
  it('reaches what was bought, what was released since, and what is announced; not what was before nor what was called off', () => {
    expect([...entitledRevisions(facts)].toSorted()).toEqual(['r2', 'r3', 'r4']);
    expect(entitledRevisions({ ...facts, boughtId: 'r1', grantedAt: on(1), releases: [release('r2', 5)] })).toEqual(new Set(['r1', 'r2', 'r3']));
  });
  it.each([
    ['follows what is sold', {}, 'r3'],
    ['stays with the pinned one', { pinnedId: 'r2' }, 'r2'],
    ['can stay with one that is only announced', { pinnedId: 'r4' }, 'r4'],
    ['never follows a pin it does not reach', { pinnedId: 'r1' }, 'r3'],
    ['leaves a pinned one that was taken back', { pinnedId: 'r2', retractedIds: new Set(['r2']) }, 'r3'],
    ['falls back to what was bought', { currentId: null }, 'r2'],
    ['falls back to what was bought when the sold one was taken back', { retractedIds: new Set(['r3']) }, 'r2'],
  ] as const)('%s', (_name, change, expected) => {
    expect(followedRevision({ ...facts, ...change })).toBe(expected);
  });
});
