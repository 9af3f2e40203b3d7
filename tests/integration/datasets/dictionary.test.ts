import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { describeColumns, draftListing, editListing, getOwnListing, listingTextSha256, searchListings } from '@/lib/catalog';
import { draftListingInput, searchInput } from '@/lib/catalog/schema';
import { declareRule, discardRevision, findRevisionForPricing, getOwnDictionary, getPublicProfile, uploadRevision } from '@/lib/datasets';
import { describeColumnsInput, maxColumnsAtOnce, maxDescriptionLength, type DescribeColumnsInput } from '@/lib/datasets/schema';
import { describeWithSuggestion, suggestPrice } from '@/lib/pricing';
import { collectOwnData } from '@/lib/rights';
import type { Result } from '@/lib/shared/result';
import { testContext } from '@/tests/support/context';
import { createListing, createRevision } from '@/tests/support/market';

const { db, contextFor, createAccount } = await testContext();
const done = <T>(result: Result<T>): T => { if (!result.ok) throw new Error(result.refusal.code); return result.value; };
const code = (result: { ok: boolean; refusal?: { code: string } }) => result.refusal?.code ?? 'ok';
const found = async (q: string) => (await searchListings(db, searchInput.parse({ q }))).cards.map((card) => card.title);
const columnNames = ['prcp', 'tmax', 'wdir'];
const events = (datasetId: string) => db.auditEvent.findMany({ where: { action: 'dataset.columns-described', objectId: datasetId }, select: { canonical: true } });

async function onSale(title = 'Weather by day') {
  const account = await createAccount({ roles: ['BUYER', 'SELLER'] });
  const ctx = contextFor(account.actor);
  const listing = await createListing(db, { sellerId: account.accountId, title, category: 'weather-environment', columnNames, rowCount: 5_000 });
  const say = (...columns: DescribeColumnsInput['columns']) => describeWithSuggestion(ctx, { revisionId: listing.revisionId, columns });
  return { ctx, ...account, ...listing, say };
}
const rain = { name: 'prcp', description: 'Precipitation of the day', unit: 'mm' };

describe('what a seller says of her columns', () => {
  it('is read by everybody, found by a search, counted by the price and logged without its words', async () => {
    const { ctx, revisionId, datasetId, say } = await onSale();
    const priced = { revisionId, title: 'Weather by day', category: 'weather-environment', licenceCode: 'exchange-internal-1.0' } as const;
    const before = done(await suggestPrice(ctx, priced));
    expect(await found('precipitation')).toEqual([]);
    expect(await say(rain, { name: 'tmax', description: 'Highest temperature', unit: '°C' })).toEqual({ ok: true, value: null });
    expect((await getPublicProfile(db, { revisionId }))?.dictionary).toEqual([rain, { name: 'tmax', description: 'Highest temperature', unit: '°C' }]);
    expect(await found('precipitation')).toEqual(['Weather by day']);
    expect((await findRevisionForPricing(db, { revisionId }))?.dictionary).toHaveLength(2);
    const after = done(await suggestPrice(ctx, priced));
    expect(after.stages.valueMinor).toBeGreaterThan(before.stages.valueMinor);
    expect(after.bars.find((bar) => bar.code === 'understandability')?.evidence).toMatchObject({ documented: 2, columns: 3 });
    const [event, ...others] = await events(datasetId);
    expect(others).toEqual([]);
    for (const word of ['Precipitation', 'prcp', 'mm']) expect(event?.canonical).not.toContain(word);
    // What stands beside the price is from after it.
    expect(await db.priceSuggestion.findFirst({ where: { revisionId }, orderBy: { at: 'desc' }, select: { breakdown: true } })).toMatchObject({ breakdown: { suggestedMinor: after.suggestedMinor } });
  });

  it('changes only the columns that are named, and takes one away that says nothing', async () => {
    const { ctx, revisionId, say } = await onSale();
    done(await say(rain, { name: 'wdir', description: 'Whence it blows', unit: '°' }));
    done(await say({ name: 'wdir', description: '', unit: '' }, { name: 'tmax', description: 'Highest temperature', unit: '' }));
    expect(done(await getOwnDictionary(ctx, { revisionId })).rows.map(({ name, description, unit }) => [name, description, unit])).toEqual([['prcp', rain.description, 'mm'], ['tmax', 'Highest temperature', ''], ['wdir', '', '']]);
  });

  it('loses nothing of two windows at once', async () => {
    const { ctx, revisionId, say } = await onSale();
    const all = await Promise.all(columnNames.map((name) => say({ name, description: `About ${name}, its own words`, unit: '' })));
    expect(all.map(code)).toEqual(['ok', 'ok', 'ok']);
    expect(done(await getOwnDictionary(ctx, { revisionId })).rows.every((row) => row.description !== '')).toBe(true);
  });

  it('and whoever edits or drafts the listing meanwhile do not wait crosswise', async () => {
    const { ctx, revisionId, listingId, say } = await onSale();
    const own = done(await getOwnListing(ctx, { listingId }));
    const text = { title: own.title, subtitle: own.subtitle, description: own.description, category: own.category, sourceName: own.sourceName, sourceUrl: own.sourceUrl };
    let seenSha256 = listingTextSha256(text);
    for (let round = 0; round < 8; round += 1) {
      const [edited, said] = await Promise.all([editListing(ctx, { ...text, listingId, seenSha256, subtitle: `By day ${round}` }), say({ name: 'prcp', description: `Rain, round ${round}`, unit: '' })]);
      seenSha256 = done(edited).textSha256;
      done(said);
    }
    const draft = await createRevision(db, { ownerId: (await db.listing.findUniqueOrThrow({ where: { id: listingId }, select: { sellerId: true } })).sellerId, columnNames });
    for (let round = 0; round < 8; round += 1) {
      const [drafted, said] = await Promise.all([draftListing(ctx, draftListingInput.parse({ revisionId: draft.revisionId, title: `Draft ${round}`, category: 'energy', licenceCode: 'US-PD' })), describeColumns(ctx, { revisionId: draft.revisionId, columns: [{ name: 'tmax', description: `Heat, round ${round}`, unit: '' }] })]);
      done(drafted);
      done(said);
    }
    expect(done(await getOwnDictionary(ctx, { revisionId })).rows[0]?.description).toBe('Rain, round 7');
  });

  it('nor whoever changes rules or throws a revision away', async () => {
    const account = await createAccount({ roles: ['BUYER', 'SELLER'] });
    const ctx = contextFor(account.actor);
    let uploads = 0;
    const upload = async (datasetId?: string) => done(await uploadRevision(ctx, { fileName: 'rain.csv', bytes: Readable.from([`prcp,tmax\n${Array.from({ length: 30 }, (_, row) => `${row},${row * 2 + (uploads += 1)}`).join('\n')}\n`]), ...(datasetId ? { datasetId } : {}) }));
    const first = await upload();
    done(await draftListing(ctx, draftListingInput.parse({ revisionId: first.id, title: 'Rain', category: 'energy', licenceCode: 'US-PD' })));
    const describe = (revisionId: string, round: number) => describeColumns(ctx, { revisionId, columns: [{ name: 'prcp', description: `Rain, round ${round}`, unit: '' }] });
    for (let round = 0; round < 3; round += 1) {
      const spare = await upload(first.datasetId);
      const [ruled, said, thrown, late] = await Promise.all([declareRule(ctx, { revisionId: first.id, rule: { kind: 'not-null', column: 'prcp' } }), describe(first.id, round), discardRevision(ctx, { revisionId: spare.id }), describe(spare.id, round + 0.5)]);
      for (const each of [ruled, said, thrown]) done(each as Result<unknown>);
      expect(['ok', 'not-found']).toContain(code(late));
    }
  });

  it('is logged once when it is said twice, and finds wide tables too', async () => {
    const { datasetId, say } = await onSale();
    done(await say(rain));
    done(await say(rain));
    expect(await events(datasetId)).toHaveLength(1);
    const account = await createAccount({ roles: ['BUYER', 'SELLER'] });
    const wide = await createListing(db, { sellerId: account.accountId, title: 'Wide', columnNames: Array.from({ length: 900 }, (_, at) => `measurement_of_station_number_${at}`) });
    done(await describeColumns(contextFor(account.actor), { revisionId: wide.revisionId, columns: [{ name: 'measurement_of_station_number_899', description: 'Quetzalcoatlus sightings', unit: '' }] }));
    expect(await found('quetzalcoatlus')).toEqual(['Wide']);
  });

  it('stays with the dataset: the next revision has it, as far as it has the columns', async () => {
    const account = await createAccount({ roles: ['BUYER', 'SELLER'] });
    const ctx = contextFor(account.actor);
    const upload = async (head: string, datasetId?: string) => done(await uploadRevision(ctx, { fileName: 'rain.csv', bytes: Readable.from([`${head}\n${Array.from({ length: 30 }, (_, row) => `${row},${row * 2}`).join('\n')}`]), ...(datasetId ? { datasetId } : {}) }));
    const first = await upload('prcp,tmax');
    done(await describeColumns(ctx, { revisionId: first.id, columns: [rain, { name: 'tmax', description: 'Highest temperature', unit: '' }] }));
    const next = await upload('wind,prcp', first.datasetId);
    expect(done(await getOwnDictionary(ctx, { revisionId: next.id })).rows.map(({ name, description }) => [name, description])).toEqual([['wind', ''], ['prcp', rain.description]]);
    expect((await getPublicProfile(db, { revisionId: next.id }))?.dictionary).toEqual([rain]);
    // While another is measured nobody knows which columns it has.
    const early = await upload('early,prcp', first.datasetId);
    done(await describeColumns(ctx, { revisionId: early.id, columns: [{ name: 'early', description: 'Of the next one', unit: '' }] }));
    const { id: measuring } = await db.revision.create({ data: { datasetId: first.datasetId, number: 99, status: 'MEASURING', format: 'CSV', fileName: 'x.csv', byteSize: 1, sha256: early.sha256 }, select: { id: true } });
    done(await discardRevision(ctx, { revisionId: early.id }));
    expect(JSON.stringify(await db.datasetDictionary.findUnique({ where: { datasetId: first.datasetId } }))).toContain('Of the next one');
    await db.revision.delete({ where: { id: measuring } });
    // What only a revision has that is thrown away goes with it; older revisions keep theirs.
    const spare = await upload('private,prcp', first.datasetId);
    done(await describeColumns(ctx, { revisionId: spare.id, columns: [{ name: 'private', description: 'Said too soon', unit: '' }] }));
    done(await discardRevision(ctx, { revisionId: spare.id }));
    expect(JSON.stringify(await db.datasetDictionary.findUnique({ where: { datasetId: first.datasetId } }))).not.toContain('Said too soon');
    done(await describeColumns(ctx, { revisionId: next.id, columns: [{ name: 'wind', description: 'Speed', unit: 'm/s' }] }));
    expect((await getPublicProfile(db, { revisionId: first.id }))?.dictionary.map((entry) => entry.name)).toEqual(['prcp', 'tmax']);
  });

  it('is part of the grade', async () => {
    const account = await createAccount({ roles: ['BUYER', 'SELLER'] });
    const ctx = contextFor(account.actor);
    const { id: revisionId } = done(await uploadRevision(ctx, { fileName: 'rain.csv', bytes: Readable.from([`prcp,tmax\n${Array.from({ length: 30 }, (_, row) => `${row},${row * 2}`).join('\n')}`]) }));
    const { listingId } = done(await draftListing(ctx, draftListingInput.parse({ revisionId, title: 'Rain', category: 'weather-environment', licenceCode: 'US-PD' })));
    const score = async () => (await db.revisionQuality.findUniqueOrThrow({ where: { revisionId }, select: { score: true } })).score;
    const before = await score();
    expect(done(await describeColumns(ctx, { revisionId, columns: [rain, { name: 'tmax', description: 'Highest temperature', unit: '' }] }))).toEqual({ listingId });
    expect(await score()).toBeGreaterThan(before);
  });

  it('is hers alone to say, of columns that are there', async () => {
    const { ctx, revisionId, datasetId, say } = await onSale();
    const other = contextFor((await createAccount({ roles: ['BUYER', 'SELLER'] })).actor);
    const buyer = contextFor((await createAccount()).actor);
    for (const [who, expected] of [[other, 'not-found'], [buyer, 'not-allowed'], [contextFor(), 'sign-in-needed']] as const) {
      expect(code(await describeColumns(who, { revisionId, columns: [rain] }))).toBe(expected);
      expect(code(await getOwnDictionary(who, { revisionId }))).toBe(expected);
    }
    expect(await say(rain, { name: 'humidity', description: 'Not in it', unit: '' })).toMatchObject({ ok: false, refusal: { code: 'column-unknown', field: 'humidity', params: { names: 'prcp, tmax, wdir' } } });
    expect(done(await getOwnDictionary(ctx, { revisionId })).rows.every((row) => row.description === '')).toBe(true);
    expect(await events(datasetId)).toEqual([]);
  });

  it('is in her copy of what is kept about her, and goes with the dataset', async () => {
    const { ctx, datasetId, say } = await onSale();
    done(await say(rain));
    expect(done(await collectOwnData(ctx)).columnDescriptions).toEqual([{ dataset: 'table.csv', ...rain }]);
    const spare = await createRevision(db, { ownerId: (await createAccount({ roles: ['BUYER', 'SELLER'] })).accountId, columnNames });
    await db.datasetDictionary.create({ data: { datasetId: spare.datasetId, entries: [], updatedAt: new Date() } });
    await db.dataset.delete({ where: { id: spare.datasetId } });
    expect(await db.datasetDictionary.count({ where: { datasetId: spare.datasetId } })).toBe(0);
    expect(await db.datasetDictionary.count({ where: { datasetId } })).toBe(1);
  });
});

describe('what is taken', () => {
  const revisionId = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
  it('is one line, of a name as its file spells it, with half a character taken out', () => {
    const columns = [{ name: ' spelt  so ', description: ' Rain\r\n\tof the\u0007 day\ud83d ', unit: ' mm ' }];
    expect(describeColumnsInput.parse({ revisionId, columns }).columns).toEqual([{ name: ' spelt  so ', description: 'Rain of the day', unit: 'mm' }]);
  });
  it.each([
    ['no column', []], ['too many', Array.from({ length: maxColumnsAtOnce + 1 }, () => rain)], ['too long', [{ ...rain, description: 'x'.repeat(maxDescriptionLength + 1) }]],
    ['an unknown key', [{ ...rain, note: '' }]], ['no name', [{ ...rain, name: '' }]],
  ])('refuses %s', (_what, columns) => {
    expect(describeColumnsInput.safeParse({ revisionId, columns }).success).toBe(false);
  });
});
