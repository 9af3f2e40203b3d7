import { describe, expect, it } from 'vitest';
import type { HistoryEvent } from '@/lib/behaviour/core/history-cases';
import { inventVisits } from '@/lib/behaviour/core/invent-visits';
import { overHistory } from '@/lib/behaviour/core/over-history';
import { readItemModel } from '@/lib/behaviour/core/model-parameters';
import { overHistoryInThread } from '@/lib/behaviour/index-in-thread';
import { sharedAnswer } from '@/lib/behaviour/shared-answer';
import { seededRandom } from '@/lib/shared/seeded-random';

describe('what administrators ask of all that happened', () => {
  const listings = ['a', 'b', 'c', 'd'].map((id, index) => ({ id, priceMinor: 100 * index, text: `words of ${id}` }));
  const events = inventVisits(listings.map(({ id }) => ({ id, category: 'x', salesCount: 1 })), 60, seededRandom(7))
    .map(({ person, visit, kind, listingId, secondsBefore }): HistoryEvent => ({ subject: `p${person}`, visit: `p${person} ${visit}`, kind, listingId, at: 1_700_000_000_000 - secondsBefore * 1_000, isDemo: true })).toSorted((one, other) => one.at - other.at);

  it('is answered by a thread as it is here', async () => {
    // More than are judged without a thread.
    expect(events.length).toBeGreaterThan(200);
    const { parameters } = readItemModel(null);
    expect(await overHistoryInThread('sliced-items', { events, parameters })).toEqual(overHistory('sliced-items', { events, parameters }));
    expect(overHistory('sliced-items', { events, parameters }).length).toBeGreaterThan(0);
  });
});

describe('an answer that several wait for', () => {
  it('is made once, and anew only where making it failed', async () => {
    const known = new Map<string, Promise<number>>();
    let made = 0;
    const make = () => { made += 1; return made === 1 ? Promise.reject(new Error('away')) : Promise.resolve(made); };
    const both = await Promise.allSettled([sharedAnswer(known, 'a', make), sharedAnswer(known, 'a', make)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await Promise.all([sharedAnswer(known, 'a', make), sharedAnswer(known, 'a', make)])).toEqual([2, 2]);
    expect(await sharedAnswer(known, 'a', make)).toBe(2);
    expect(await sharedAnswer(known, 'b', make)).toBe(3);
  });
});
