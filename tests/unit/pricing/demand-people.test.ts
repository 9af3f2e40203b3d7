import { describe, expect, it } from 'vitest';
import { demandPeriods, type PersonEvent } from '@/lib/pricing/core/demand-people';

const listing = { listingId: 'ours', sellerId: 'me', ownSubjects: [], prices: [{ priceMinor: 1_000, at: 0 }] };
const visit = (subject: string, at: number, { origin = '', isBuy = false } = {}): PersonEvent[] => [
  { subject, listingId: 'ours', sellerId: 'me', isBuy, at, origin }, { subject, listingId: 'theirs', sellerId: 'other', isBuy: false, at: at + 1, origin },
];
const honest = Array.from({ length: 6 }, (_, index) => visit(`p${index}`, index * 10)).flat();
const crowd = (count: number, origin: string) => Array.from({ length: count }, (_, index) => visit(`new ${index}`, 1_000 + index * 10, { origin })).flat();

describe('what people did at a price', () => {
  it('a thousand visitors of one address say what one of them says', () => {
    expect(demandPeriods(listing, [...honest, ...crowd(1_000, 'today')])).toEqual([{ priceMinor: 1_000, views: 7, buys: 0 }]);
    // In whatever order they are read.
    expect(demandPeriods(listing, [...honest, ...crowd(1_000, 'today')].toReversed())).toEqual([{ priceMinor: 1_000, views: 7, buys: 0 }]);
    expect(demandPeriods(listing, [...honest, ...crowd(1_000, '')])).toMatchObject([{ views: 1_006 }]);
    expect(demandPeriods(listing, crowd(1_000, 'today'))).toEqual([]);
  });

  it('who bought behind a shared address counts for herself, and takes nobody else\'s voice', () => {
    const campus = [...visit('reader', 100, { origin: 'campus' }), ...visit('second reader', 110, { origin: 'campus' }), ...visit('first buyer', 90, { origin: 'campus', isBuy: true }), ...visit('second buyer', 120, { origin: 'campus', isBuy: true })];
    expect(demandPeriods(listing, [...honest, ...campus])).toEqual([{ priceMinor: 1_000, views: 9, buys: 2 }]);
  });
});
