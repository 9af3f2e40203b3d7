import { beforeEach, describe, expect, it } from 'vitest';
import { searchListings, suggestSpelling, takeDownListing } from '@/lib/catalog';
import { searchInput } from '@/lib/catalog/schema';
import { testContext } from '@/tests/support/context';
import { createListing } from '@/tests/support/market';

const { db, contextFor, createAccount } = await testContext();
/** Each time minutes later, so that what was remembered is read again. */
let clock = Date.UTC(2027, 0, 1);
const later = () => new Date(clock += 120_000);

async function meant(input: Record<string, unknown>, at = later()): Promise<string | null> {
  const asked = searchInput.parse(input);
  return suggestSpelling(db, asked, (await searchListings(db, asked)).totalCount, at);
}

describe('what somebody may have meant', () => {
  let tides = '';

  beforeEach(async () => {
    const { accountId: sellerId } = await createAccount({ roles: ['SELLER'], sellerName: 'Harbour Desk' });
    for (let index = 0; index < 5; index += 1) await createListing(db, { sellerId, title: `Weather of place ${index}`, category: 'weather-environment' });
    await createListing(db, { sellerId, title: 'Unemployment by county', description: 'Wether a county grows', category: 'society-demography' });
    await createListing(db, { sellerId, title: '上海 weather', category: 'weather-environment' });
    await createListing(db, { sellerId, title: 'Confidential merger', status: 'DRAFT' });
    await createListing(db, { sellerId, title: 'Bankruptcy list', status: 'WITHDRAWN' });
    tides = (await createListing(db, { sellerId, title: 'Hydrography of tides' })).listingId;
  });

  it.each([
    ['nothing found: the word that is near', { q: 'Unemploiment' }, 'unemployment'],
    ['what is right stays as it was typed', { q: 'Unemployment  BY  counti' }, 'Unemployment BY county'],
    ['one wrong word of two', { q: 'unemploymnt COUNTY' }, 'unemployment COUNTY'],
    ['next to nothing found: only where the other finds many times as much', { q: 'wether' }, 'weather'],
    ['a word that is found by its beginning', { q: 'unemploy' }, null],
    ['words that are right but never stand together', { q: 'weather unemployment' }, null],
    ['under the same filters', { q: 'unemploiment', category: 'society-demography' }, 'unemployment'],
    ['nothing under the filters either', { q: 'unemploiment', category: 'mobility' }, null],
    ['beside Chinese', { q: '上海 weathr' }, '上海 weather'],
    ['Chinese itself', { q: '上诲天气' }, null],
    ['no words', { q: '', category: 'energy' }, null],
    ['what LIKE takes for anything', { q: '%eather' }, null],
  ])('%s', async (_, input, expected) => {
    expect(await meant(input)).toBe(expected);
  });

  it('tells no word of a draft or of what was withdrawn', async () => {
    for (const q of ['confidentail', 'confidental merger', 'bankrupcty']) expect(await meant({ q }), q).toBeNull();
  });

  it('tells no word of what was taken down, not even while it is remembered', async () => {
    const at = later();
    expect(await meant({ q: 'hidrography' }, at)).toBe('hydrography');
    const admin = contextFor((await createAccount({ roles: ['ADMIN'] })).actor);
    expect(await takeDownListing(admin, { listingId: tides, reason: 'Its source is not named.' })).toMatchObject({ ok: true });
    expect(await meant({ q: 'hidrography' }, at)).toBeNull();
    expect(await meant({ q: 'hidrography' })).toBeNull();
  });

  it('learns the words of what is new within a minute', async () => {
    const at = later();
    expect(await meant({ q: 'volcanos erupton' }, at)).toBeNull();
    const { accountId: sellerId } = await createAccount({ roles: ['SELLER'] });
    await createListing(db, { sellerId, title: 'Volcanos and eruption' });
    expect(await meant({ q: 'volcanos erupton' }, at)).toBeNull();
    expect(await meant({ q: 'volcanos erupton' }, new Date(at.getTime() + 60_000))).toBe('volcanos eruption');
  });
});
