import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { chooseVisibility, describeColumns, draftListing, findLicence, findPublishedListing, findPublishedListingById, findSellerPage, getMarketFigures, listCards, listNewest, listPopular, publishListing, searchListings } from '@/lib/catalog';
import { draftListingInput, searchInput } from '@/lib/catalog/schema';
import { decideFinding, dictionaryCsv, dictionaryCsvw, getOwnPrivacy, getPublicPrivacy, getPublicProfile, getPublicQuality, getPublishedSample, listPublicColumnWords, uploadRevision } from '@/lib/datasets';
import type { Context } from '@/lib/db';
import { askSample, compareReleased, getChangelog, getComparison, getReleaseDiff, releaseRevision, scoreOnOwnFile } from '@/lib/delivery';
import { explainListing, getMenu, getPricePosition } from '@/lib/pricing';
import type { Result } from '@/lib/shared/result';
import { datasetLinkedData } from '@/app/[locale]/(market)/datasets/[slug]/_parts/linked-data';
import { testContext } from '@/tests/support/context';

const { db, contextFor, createAccount } = await testContext();
const done = <T>(result: Result<T>): T => { if (!result.ok) throw new Error(result.refusal.code); return result.value; };

// A name and values that occur nowhere else: finding any of them on a public surface is a leak.
const hiddenName = 'zanzibar_secret_column';
const hiddenValue = (row: number) => `quokka${row % 12}`;
const bucketName = 'okapi_band';
const bucketValue = (row: number) => 7_000_000 + row * 131;
const bandName = 'lynx_kind';
const bandValue = (row: number) => `caracal${row % 3}`;
const shownName = 'station';
const table = [`${shownName},${hiddenName},${bucketName},${bandName},depth`, ...Array.from({ length: 240 }, (_, row) => `S${row % 7},${hiddenValue(row)},${bucketValue(row)},${bandValue(row)},${(row * 0.37).toFixed(2)}`)].join('\n');

async function published(): Promise<{ ctx: Context; revisionId: string; listingId: string; slug: string; sellerSlug: string }> {
  const account = await createAccount({ roles: ['BUYER', 'SELLER'] });
  const ctx = contextFor(account.actor);
  const revisionId = done(await uploadRevision(ctx, { fileName: 'harbour.csv', bytes: Readable.from([table]) })).id;
  for (const finding of done(await getOwnPrivacy(ctx, { revisionId })).report.findings) done(await decideFinding(ctx, { findingId: finding.id, verdict: 'REJECTED', reason: 'Invented animals, no people.' }));
  const { listingId } = done(await draftListing(ctx, draftListingInput.parse({ revisionId, title: 'Harbour depths', category: 'geography', licenceCode: 'US-PD' })));
  done(await describeColumns(ctx, { revisionId, columns: [{ name: hiddenName, description: 'Counts the pangolin', unit: 'pangolins' }, { name: shownName, description: 'Where it was measured', unit: '' }] }));
  const { slug } = done(await publishListing(ctx, { listingId, priceMinor: 500 }, { suggestedMinor: null }));
  const seller = await db.seller.findUniqueOrThrow({ where: { accountId: account.accountId }, select: { slug: true } });
  return { ctx, revisionId, listingId, slug, sellerSlug: seller.slug };
}

/** Everything the exchange tells anybody about the listing, through the use cases behind every public page and interface. */
async function everySurface({ revisionId, listingId, slug, sellerSlug }: { readonly revisionId: string; readonly listingId: string; readonly slug: string; readonly sellerSlug: string }): Promise<Readonly<Record<string, unknown>>> {
  const search = (q: string) => searchListings(db, searchInput.parse({ q }));
  const [listing, profile] = [await findPublishedListing(db, { slug }), await getPublicProfile(db, { revisionId })];
  const sample = await getPublishedSample(db, { revisionId });
  return {
    listing, profile, byId: await findPublishedListingById(db, { listingId }), linkedData: listing && datasetLinkedData(listing, findLicence(listing.licenceCode, 'en'), profile),
    dictionary: profile && [dictionaryCsv({ columns: profile.columns, entries: profile.dictionary }), dictionaryCsvw({ title: '', columns: profile.columns, entries: profile.dictionary }, { url: '' })],
    quality: await getPublicQuality(db, { revisionId }), changelog: await getChangelog(db, { listingId, revisionId }),
    people: await getPublicPrivacy(db, { revisionId }), names: await listPublicColumnWords(db, { revisionId }), sample: sample && { columns: sample.columns, rows: sample.rows },
    parquet: Buffer.from((await db.publishedSample.findUnique({ where: { revisionId }, select: { parquet: true } }))?.parquet ?? []).toString('latin1'),
    price: await getPricePosition(db, { listingId }), explained: await explainListing(contextFor(), { listingId }), menu: await getMenu(db, { listingId }),
    // The console: the rows, what the engine says there is, and what it proposes for a name that isn't there.
    questions: [await askSample(contextFor(), { slug, sql: 'select * from sample' }, { address: '192.0.2.1' }), await askSample(contextFor(), { slug, sql: 'select nobody from sample' }, { address: '192.0.2.1' }), await askSample(contextFor(), { slug, sql: 'select columns(\'.*\') from sample limit 1' }, { address: '192.0.2.1' })],
    cards: [await listCards(db, { listingIds: [listingId] }), await listNewest(db, { size: 20 }), await listPopular(db, { size: 20 })],
    seller: await findSellerPage(db, { slug: sellerSlug }), figures: await getMarketFigures(db), searchText: await db.listing.findUnique({ where: { id: listingId }, select: { searchText: true } }),
    // The words asked for come from the reader; whether anything is found must not depend on what is hidden.
    foundByName: (await search(hiddenName)).totalCount, foundByValue: (await search('quokka3')).totalCount, foundByMeaning: (await search('pangolin')).totalCount,
    audit: await db.auditEvent.findMany({ select: { canonical: true, objectId: true } }),
  };
}

const text = (value: unknown): string => JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? Number(part) : part)) ?? '';

describe('a hidden column', () => {
  it('is seen by the test before it is hidden, so that not seeing it afterwards means something', async () => {
    const market = await published();
    const before = await everySurface(market);
    for (const surface of ['profile', 'linkedData', 'names', 'sample', 'parquet', 'searchText']) expect(text(before[surface]), surface).toContain(hiddenName);
    for (const surface of ['profile', 'sample', 'parquet', 'questions']) expect(text(before[surface]), surface).toMatch(/quokka\d/);
    for (const surface of ['profile', 'linkedData', 'names', 'dictionary', 'searchText']) expect(text(before[surface]), surface).toContain('pangolin');
    expect([before.foundByName, before.foundByMeaning]).toEqual([1, 1]);
  });
  it('is on no public surface afterwards, neither its name nor any of its values', async () => {
    const market = await published();
    done(await chooseVisibility(market.ctx, { revisionId: market.revisionId, columns: { [hiddenName]: 'HIDE', [bucketName]: 'BUCKET', [bandName]: 'BUCKET' }, minTopCount: 5 }));
    const after = await everySurface(market);
    for (const [surface, value] of Object.entries(after)) {
      expect(text(value), surface).not.toMatch(/zanzibar|quokka|caracal|pangolin/);
      if (surface !== 'audit') expect(text(value), surface).not.toMatch(new RegExp(Array.from({ length: 240 }, (_, row) => bucketValue(row)).filter((_, row) => row > 0 && row < 239).join('|')));
    }
    expect([after.foundByName, after.foundByValue, after.foundByMeaning]).toEqual([0, 0, 0]);
    expect(text(after.dictionary)).toContain('Where it was measured');
    expect(text(after.profile)).toContain(bucketName);
    expect(text(after.sample)).not.toContain(bucketName);
    expect(text(after.sample)).toContain(shownName);
    // The same rows as before, so that hiding tells nothing by what else changes.
    expect((after.sample as { rows: unknown[] }).rows.length).toBeGreaterThan(10);
  });
  it('stays hidden in the next revision, and in a draft written anew', async () => {
    const market = await published();
    done(await chooseVisibility(market.ctx, { revisionId: market.revisionId, columns: { [hiddenName]: 'HIDE' }, minTopCount: 5 }));
    const dataset = await db.revision.findUniqueOrThrow({ where: { id: market.revisionId }, select: { datasetId: true } });
    const next = done(await uploadRevision(market.ctx, { fileName: 'harbour.csv', bytes: Readable.from([`${table}\nS1,quokka99,1,caracal1,2`]), datasetId: dataset.datasetId }));
    for (const value of [await getPublicProfile(db, { revisionId: next.id }), await getPublishedSample(db, { revisionId: next.id })]) expect(text(value)).not.toMatch(/zanzibar|quokka|pangolin/);
  });
  it('is in no comparison of revisions, though it changes its type and goes, and a label of its name answers like one that is not there', async () => {
    const market = await published();
    done(await chooseVisibility(market.ctx, { revisionId: market.revisionId, columns: { [hiddenName]: 'HIDE', [bandName]: 'BUCKET' }, minTopCount: 5 }));
    const { datasetId } = await db.revision.findUniqueOrThrow({ where: { id: market.revisionId }, select: { datasetId: true } });
    const buyer = contextFor((await createAccount()).actor);
    const upload = async (text: string) => {
      const { id } = done(await uploadRevision(market.ctx, { fileName: 'harbour.csv', bytes: Readable.from([text]), datasetId }));
      for (const finding of done(await getOwnPrivacy(market.ctx, { revisionId: id })).report.findings) done(await decideFinding(market.ctx, { findingId: finding.id, verdict: 'REJECTED', reason: 'Invented animals, no people.' }));
      done(await releaseRevision(market.ctx, { revisionId: id, notes: '', keyNames: null, noticeDays: 0 }));
      return id;
    };
    const second = await upload(table.replaceAll(/quokka(\d)/g, '$1'));
    const third = await upload(table.split('\n').map((line) => line.split(',').filter((_, index) => index !== 1).join(',')).join('\n'));
    done(await compareReleased(buyer, { slug: market.slug, from: 1, to: 3 }));
    const told = {
      changelog: await getChangelog(db, { listingId: market.listingId, revisionId: third }), stepTwo: await getReleaseDiff(db, { fromId: market.revisionId, toId: second }), stepThree: await getReleaseDiff(db, { fromId: second, toId: third }),
      any: await getComparison(db, { slug: market.slug, from: 1, to: 3 }), every: await everySurface({ ...market, revisionId: third }),
    };
    expect(text(told.stepTwo)).toContain('changed');
    for (const [surface, value] of Object.entries(told)) expect(text(value), surface).not.toMatch(/zanzibar|quokka|caracal|pangolin/);
    const score = (label: string) => scoreOnOwnFile(buyer, { listingId: market.listingId, fileName: 'own.csv', label, bytes: Readable.from([`${table.split('\n').slice(0, 40).join('\n')}\n`]) });
    const [hidden, missing] = [await score(hiddenName), await score('not_in_it')];
    expect(hidden.ok ? hidden : hidden.refusal.code).toBe(missing.ok ? missing : missing.refusal.code);
    expect(text(hidden)).not.toMatch(/quokka\d/);
  });
  it('shows a frequent value only from the least count on', async () => {
    const market = await published();
    done(await chooseVisibility(market.ctx, { revisionId: market.revisionId, columns: {}, minTopCount: 21 }));
    const profile = await getPublicProfile(db, { revisionId: market.revisionId });
    const histogram = profile?.columns.find((column) => column.name === hiddenName)?.histogram;
    expect(histogram).toMatchObject({ kind: 'values', values: [], otherCount: 240 });
  });
  it('that is asked about with another name is refused without naming those there are', async () => {
    const market = await published();
    const answer = await chooseVisibility(market.ctx, { revisionId: market.revisionId, columns: { nobody: 'HIDE' }, minTopCount: 5 });
    expect(answer).toEqual({ ok: false, refusal: { code: 'input-invalid', field: 'columns' } });
  });
});
