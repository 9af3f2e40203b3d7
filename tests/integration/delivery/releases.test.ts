import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { draftListing, findLicence, findOnSale, findPublishedListing, findTombstone } from '@/lib/catalog';
import { draftListingInput } from '@/lib/catalog/schema';
import { compareRevisions, getOwnQuality, getPublicQuality, uploadRevision } from '@/lib/datasets';
import type { Context } from '@/lib/db';
import { askSample, cancelRelease, compareOwn, compareReleased, findFirstRevision, getChangelog, getComparison, getOwnComparison, getReleaseDiff, grantDownload, listOwnReleases, openDownload, previewRelease, promoteDueReleases, releaseRevision, retractRevision } from '@/lib/delivery';
import { listOutbox } from '@/lib/mail';
import { outboxInput } from '@/lib/mail/schema';
import { listOwnedRevisions, pinRevision, placeOrder, seeRevisionNotices } from '@/lib/orders';
import { explainListing, publishWithPrice } from '@/lib/pricing';
import { testContext } from '@/tests/support/context';

const { db, contextFor, createAccount } = await testContext();
const licenceSha256 = findLicence('exchange-internal-1.0', 'en')?.sha256 ?? '';
const rows = Array.from({ length: 600 }, (_, index) => ({ id: index, depth: (index * 37) % 101, kind: ['mud', 'sand', 'rock'][index % 3] ?? '' }));
type Row = Record<string, string | number>;
const csv = (table: readonly Row[]) => `${Object.keys(table[0] ?? {}).join(',')}\n${table.map((row) => Object.values(row).join(',')).join('\n')}\n`;
const longer = csv([...rows.slice(3).map((row) => (row.id < 53 ? { ...row, depth: row.depth + 1 } : row)), { id: 900, depth: 5, kind: 'mud' }]);
const withoutKind = csv(rows.map(({ id, depth }) => ({ id, depth })));

function valueOf<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: { readonly code: string } }): T {
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
}

const upload = async (ctx: Context, text: string, datasetId?: string) => valueOf(await uploadRevision(ctx, { fileName: 'depths.csv', bytes: Readable.from([Buffer.from(text)]), datasetId }));

async function market() {
  const seller = contextFor((await createAccount({ roles: ['SELLER'] })).actor);
  const first = await upload(seller, csv(rows));
  const draft = valueOf(await draftListing(seller, draftListingInput.parse({ revisionId: first.id, title: 'Depths of the harbour', category: 'geography', licenceCode: 'exchange-internal-1.0' })));
  valueOf(await publishWithPrice(seller, { listingId: draft.listingId, priceMinor: 0 }));
  const account = await createAccount();
  await db.account.update({ where: { id: account.accountId }, data: { locale: 'zh' } });
  const buyer = contextFor(account.actor);
  const order = valueOf(await placeOrder(buyer, { listingId: draft.listingId, quotedMinor: 0, licenceSha256, idempotencyKey: randomUUID() }));
  return { seller, buyer, first, ...draft, entitlementId: order.entitlementId };
}

async function bytesOf(ctx: Context, entitlementId: string, revisionId?: string): Promise<string> {
  const grant = await grantDownload(ctx, { entitlementId, revisionId });
  if (!grant.ok) return grant.refusal.code;
  const opened = await openDownload(ctx, { token: grant.value.path.slice('/api/downloads/'.length) });
  return opened.ok && opened.value.stream ? (await buffer(opened.value.stream)).toString() : opened.ok ? 'nothing' : opened.refusal.code;
}

describe('the grades over revisions', { timeout: 60_000 }, () => {
  it('show everybody what was sold, and only the seller what never was', async () => {
    const { seller, first } = await market();
    const kept = await upload(seller, longer, first.datasetId);
    const sold = await upload(seller, csv(rows.slice(1)), first.datasetId);
    valueOf(await releaseRevision(seller, { revisionId: sold.id, notes: '', keyNames: [], noticeDays: 0 }));
    const numbers = async (revisionId: string) => (await getPublicQuality(db, { revisionId }))?.history.map((entry) => entry.number);
    expect([await numbers(first.id), await numbers(sold.id)]).toEqual([[first.number], [first.number, sold.number]]);
    expect(valueOf(await getOwnQuality(seller, { revisionId: sold.id })).history.map((entry) => entry.number)).toEqual([first.number, kept.number, sold.number]);
  });

  it('tell the seller what each has, and that one older than what is on sale is kept', async () => {
    const { seller, first, listingId } = await market();
    const kept = await upload(seller, longer, first.datasetId);
    const sold = await upload(seller, csv(rows.slice(1)), first.datasetId);
    const states = async () => valueOf(await listOwnReleases(seller, { listingId })).revisions.map((revision) => [revision.number, revision.state, revision.grade]);
    const grade = expect.stringMatching(/^[A-E]$/) as string;
    expect(await states()).toEqual([[sold.number, 'unreleased', grade], [kept.number, 'unreleased', grade], [first.number, 'sold', grade]]);
    valueOf(await releaseRevision(seller, { revisionId: sold.id, notes: '', keyNames: [], noticeDays: 0 }));
    expect(await states()).toEqual([[sold.number, 'sold', grade], [kept.number, 'kept', grade], [first.number, 'earlier', grade]]);
  });

  it('hold nothing of a revision that was kept back before the first sale', async () => {
    const seller = contextFor((await createAccount({ roles: ['SELLER'] })).actor);
    const raw = await upload(seller, csv(rows));
    const coarser = await upload(seller, withoutKind, raw.datasetId);
    const draft = valueOf(await draftListing(seller, draftListingInput.parse({ revisionId: coarser.id, title: 'Depths, coarser', category: 'geography', licenceCode: 'exchange-internal-1.0' })));
    valueOf(await publishWithPrice(seller, { listingId: draft.listingId, priceMinor: 0 }));
    expect((await getPublicQuality(db, { revisionId: coarser.id }))?.history.map((entry) => entry.number)).toEqual([coarser.number]);
  });
});

describe('two revisions compared', { timeout: 60_000 }, () => {
  it('by key: what came, went and changed, and in which column', async () => {
    const { seller, first } = await market();
    const second = await upload(seller, longer, first.datasetId);
    const diff = valueOf(await compareRevisions(db, { fromId: first.id, toId: second.id, keyNames: null, at: new Date() }));
    expect(diff).toMatchObject({ from: 1, to: 2, keyNames: ['id'], keyState: 'unique', isBreaking: false, changes: [], rows: { before: 600, after: 598, added: 1, removed: 3, changed: 50, changedCells: [{ name: 'depth', count: 50 }] } });
    expect(await db.revisionDiff.count()).toBe(1);
  });

  it('without a key, as whole rows; by a key that repeats the same; by one that is missing the same; by an unknown one not at all', async () => {
    const { seller, first } = await market();
    const second = await upload(seller, longer, first.datasetId);
    const pair = { fromId: first.id, toId: second.id, at: new Date() };
    expect(valueOf(await compareRevisions(db, { ...pair, keyNames: [] }))).toMatchObject({ keyState: 'none', rows: { added: 51, removed: 53, changed: null } });
    expect(valueOf(await compareRevisions(db, { ...pair, keyNames: ['kind'] }))).toMatchObject({ keyState: 'repeated', rows: { added: 51, removed: 53, changed: null } });
    expect(await compareRevisions(db, { ...pair, keyNames: ['nowhere'] })).toMatchObject({ refusal: { code: 'column-unknown' } });
  });

  it('tells where values have moved, and stays silent where they have not', async () => {
    const { seller, first } = await market();
    const second = await upload(seller, csv(rows.map((row) => ({ ...row, depth: row.depth + 60, kind: row.kind }))), first.datasetId);
    const { columns } = valueOf(await compareRevisions(db, { fromId: first.id, toId: second.id, keyNames: null, at: new Date() }));
    expect(columns.map(({ name, hasDrifted }) => [name, hasDrifted])).toEqual([['id', false], ['depth', true], ['kind', false]]);
  });
});

describe('a release', { timeout: 60_000 }, () => {
  it('that breaks nothing is sold at once, and every buyer is told', async () => {
    const { seller, buyer, first, slug, listingId, entitlementId } = await market();
    const second = await upload(seller, longer, first.datasetId);
    expect(valueOf(await previewRelease(seller, { revisionId: second.id }))).toEqual({ changes: [], proposedKey: ['id'], isBreaking: false, holderCount: 1 });
    valueOf(await releaseRevision(seller, { revisionId: second.id, notes: 'Fifty depths measured again.', keyNames: null, noticeDays: 0 }));
    expect(await findPublishedListing(db, { slug })).toMatchObject({ revisionId: second.id, rowCount: 598 });
    const [owned] = valueOf(await listOwnedRevisions(buyer));
    expect(owned).toMatchObject({ followedId: second.id, pinnedId: null, notices: [{ number: 2, kind: 'ON_SALE', isSeen: false }], revisions: [{ number: 2, isSold: true, isBought: false }, { number: 1, isBought: true }] });
    expect(await bytesOf(buyer, entitlementId)).toBe(longer);
    expect(await bytesOf(buyer, entitlementId, first.id)).toBe(csv(rows));
    expect((await db.download.findMany({ orderBy: { id: 'asc' }, select: { revisionId: true } })).map((row) => row.revisionId)).toEqual([second.id, first.id]);
    expect(await getChangelog(db, { listingId, revisionId: second.id })).toMatchObject([{ number: 2, state: 'sold', notes: 'Fifty depths measured again.' }]);
    expect(await getReleaseDiff(db, { fromId: first.id, toId: second.id })).toMatchObject({ rows: { changed: 50 } });
    const meanOf = async (name: string) => (await getReleaseDiff(db, { fromId: first.id, toId: second.id }))?.columns.find((column) => column.name === name)?.meanAfter;
    expect(await meanOf('depth')).toEqual(expect.any(Number));
    // What is told of a column coarsely has no mean on its page, and none here.
    await db.datasetVisibility.upsert({ where: { datasetId: first.datasetId }, create: { datasetId: first.datasetId, columns: { depth: 'BUCKET' }, minTopCount: 5, updatedAt: new Date() }, update: { columns: { depth: 'BUCKET' } } });
    expect(await meanOf('depth')).toBeNull();
    await db.datasetVisibility.deleteMany({ where: { datasetId: first.datasetId } });
    expect(await releaseRevision(seller, { revisionId: second.id, notes: '', keyNames: null, noticeDays: 0 })).toMatchObject({ refusal: { code: 'revision-released' } });
    const admin = contextFor((await createAccount({ roles: ['ADMIN'] })).actor);
    const { items: [mail] } = valueOf(await listOutbox(admin, outboxInput.parse({})));
    expect(mail).toMatchObject({ kind: 'revision-on_sale', subject: 'Depths of the harbour：第 2 版已发布', text: expect.stringContaining('Fifty depths measured again.') as unknown });
    expect(mail?.text).toContain(`/zh/datasets/${slug}/revisions/2`);
    valueOf(await seeRevisionNotices(buyer));
    expect(valueOf(await listOwnedRevisions(buyer))[0]?.notices[0]?.isSeen).toBe(true);
  });

  it('leaves what was sold first to be read: on sale, then earlier, and why it was taken back', async () => {
    const { seller, first, slug, listingId } = await market();
    const firstOf = async () => {
      const listing = await findPublishedListing(db, { slug });
      return listing && findFirstRevision(db, { listing, changelog: await getChangelog(db, { listingId, revisionId: listing.revisionId }) });
    };
    expect(await firstOf()).toEqual({ revisionId: first.id, number: 1, rowCount: 600, state: 'sold', retractReason: '' });
    const second = await upload(seller, longer, first.datasetId);
    expect(await firstOf()).toMatchObject({ number: 1, state: 'sold' });
    valueOf(await releaseRevision(seller, { revisionId: second.id, notes: '', keyNames: null, noticeDays: 0 }));
    expect(await firstOf()).toMatchObject({ revisionId: first.id, number: 1, state: 'earlier' });
    valueOf(await retractRevision(seller, { revisionId: first.id, reason: 'The tide was not taken out of it.' }));
    expect(await firstOf()).toMatchObject({ number: 1, state: 'retracted', retractReason: 'The tide was not taken out of it.' });
  });

  it('that breaks needs its notice, is sold on its day and not before, and once', async () => {
    const { seller, buyer, first, slug, entitlementId } = await market();
    const second = await upload(seller, withoutKind, first.datasetId);
    const input = { revisionId: second.id, notes: 'Kinds are gone.', keyNames: null };
    expect(await releaseRevision(seller, { ...input, noticeDays: 0 })).toMatchObject({ refusal: { code: 'notice-too-short', params: { min: 14 } } });
    valueOf(await releaseRevision(seller, { ...input, noticeDays: 14 }));
    const later = (days: number) => ({ ...contextFor({ kind: 'system' }), now: () => new Date(Date.now() + days * 86_400_000) });
    expect(await promoteDueReleases(later(13))).toEqual({ count: 0 });
    expect(await findPublishedListing(db, { slug })).toMatchObject({ revisionId: first.id });
    expect(await bytesOf(buyer, entitlementId)).toBe(csv(rows));
    expect(await bytesOf(buyer, entitlementId, second.id)).toBe(withoutKind);
    const counts = await Promise.all([promoteDueReleases(later(15)), promoteDueReleases(later(15))]);
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(1);
    expect(await findPublishedListing(db, { slug })).toMatchObject({ revisionId: second.id, columnCount: 2 });
    expect((await db.revisionNotice.findMany({ orderBy: { at: 'asc' }, select: { kind: true } })).map((row) => row.kind)).toEqual(['ANNOUNCED', 'ON_SALE']);
  });

  it('can be called off before its day, and released again', async () => {
    const { seller, first } = await market();
    const second = await upload(seller, withoutKind, first.datasetId);
    const input = { revisionId: second.id, notes: '', keyNames: null, noticeDays: 20 };
    valueOf(await releaseRevision(seller, input));
    const third = await upload(seller, longer, first.datasetId);
    expect(await releaseRevision(seller, { ...input, revisionId: third.id })).toMatchObject({ refusal: { code: 'release-pending' } });
    valueOf(await cancelRelease(seller, { revisionId: second.id }));
    expect(await cancelRelease(seller, { revisionId: second.id })).toMatchObject({ refusal: { code: 'revision-released' } });
    valueOf(await releaseRevision(seller, { ...input, revisionId: third.id, noticeDays: 0 }));
    valueOf(await releaseRevision(seller, { ...input }));
  });

  it("of somebody else's dataset is the same as of none", async () => {
    const { first } = await market();
    const other = contextFor((await createAccount({ roles: ['SELLER'] })).actor);
    for (const revisionId of [first.id, randomUUID()]) {
      expect(await releaseRevision(other, { revisionId, notes: '', keyNames: null, noticeDays: 0 })).toMatchObject({ refusal: { code: 'not-found' } });
      expect(await retractRevision(other, { revisionId, reason: 'because I can do so' })).toMatchObject({ refusal: { code: 'not-found' } });
    }
  });
});

describe('a buyer', { timeout: 60_000 }, () => {
  it('stays with a revision until she follows again; a stranger reaches none', async () => {
    const { seller, buyer, first, entitlementId } = await market();
    valueOf(await pinRevision(buyer, { entitlementId, revisionId: first.id }));
    const second = await upload(seller, longer, first.datasetId);
    valueOf(await releaseRevision(seller, { revisionId: second.id, notes: '', keyNames: null, noticeDays: 0 }));
    expect(await bytesOf(buyer, entitlementId)).toBe(csv(rows));
    valueOf(await pinRevision(buyer, { entitlementId, revisionId: null }));
    expect(await bytesOf(buyer, entitlementId)).toBe(longer);
    const stranger = contextFor((await createAccount()).actor);
    expect(await pinRevision(stranger, { entitlementId, revisionId: first.id })).toMatchObject({ refusal: { code: 'not-found' } });
    expect(await bytesOf(stranger, entitlementId, first.id)).toBe('not-found');
    const unreleased = await upload(seller, withoutKind, first.datasetId);
    expect(await bytesOf(buyer, entitlementId, unreleased.id)).toBe('not-found');
    expect(await pinRevision(buyer, { entitlementId, revisionId: unreleased.id })).toMatchObject({ refusal: { code: 'not-found' } });
  });
});

describe('a revision that is taken back', { timeout: 60_000 }, () => {
  it('is received by nobody any more, gives way to the one before, and says why', async () => {
    const { seller, buyer, first, slug, listingId, entitlementId } = await market();
    const second = await upload(seller, longer, first.datasetId);
    valueOf(await releaseRevision(seller, { revisionId: second.id, notes: '', keyNames: null, noticeDays: 0 }));
    const grant = valueOf(await grantDownload(buyer, { entitlementId, revisionId: second.id }));
    expect(valueOf(await retractRevision(seller, { revisionId: second.id, reason: 'Fifty depths were counted twice.' }))).toEqual({ soldInstead: 'earlier' });
    expect(await openDownload(buyer, { token: grant.path.slice('/api/downloads/'.length) })).toMatchObject({ refusal: { code: 'revision-retracted' } });
    expect(await bytesOf(buyer, entitlementId, second.id)).toBe('revision-retracted');
    expect(await bytesOf(buyer, entitlementId)).toBe(csv(rows));
    expect(await findPublishedListing(db, { slug })).toMatchObject({ revisionId: first.id, rowCount: 600 });
    expect(await getChangelog(db, { listingId, revisionId: first.id })).toMatchObject([{ number: 2, state: 'retracted', retractReason: 'Fifty depths were counted twice.' }]);
    expect(await retractRevision(seller, { revisionId: second.id, reason: 'and once more, to be sure' })).toMatchObject({ refusal: { code: 'revision-retracted' } });
    expect(await db.revisionNotice.count({ where: { kind: 'RETRACTED' } })).toBe(1);
  });

  it('takes the listing off the market when it was the only one', async () => {
    const { seller, first, slug } = await market();
    expect(valueOf(await retractRevision(seller, { revisionId: first.id, reason: 'It was never mine to sell.' }))).toEqual({ soldInstead: 'nothing' });
    expect(await findPublishedListing(db, { slug })).toBeNull();
  });
});

describe('any two revisions', { timeout: 120_000 }, () => {
  it('are compared for everybody once somebody with an account has asked, and only those that everybody knows of', async () => {
    const { seller, buyer, first, slug } = await market();
    const second = await upload(seller, longer, first.datasetId);
    valueOf(await releaseRevision(seller, { revisionId: second.id, notes: '', keyNames: null, noticeDays: 0 }));
    const third = await upload(seller, csv(rows.slice(0, 580)), first.datasetId);
    valueOf(await releaseRevision(seller, { revisionId: third.id, notes: '', keyNames: null, noticeDays: 0 }));
    await upload(seller, csv(rows.slice(0, 10)), first.datasetId);
    expect(await getComparison(db, { slug, from: null, to: null })).toMatchObject({ numbers: [1, 2, 3], from: 2, to: 3, diff: { rows: { before: 598, after: 580 } } });
    expect(await getComparison(db, { slug, from: 3, to: 1 })).toMatchObject({ from: 1, to: 3, changes: [], diff: null });
    expect(await compareReleased(contextFor(), { slug, from: 1, to: 3 })).toMatchObject({ refusal: { code: 'sign-in-needed' } });
    expect(await compareReleased(buyer, { slug, from: 1, to: 4 })).toMatchObject({ refusal: { code: 'not-found' } });
    expect(await compareReleased(buyer, { slug, from: 1, to: 3 })).toEqual({ ok: true, value: null });
    expect(await getComparison(db, { slug, from: 1, to: 3 })).toMatchObject({ diff: { rows: { before: 600, after: 580, added: 0, removed: 20 } } });
    expect(await getComparison(db, { slug, from: 1, to: 4 })).toBeNull();
    expect(await getComparison(db, { slug: 'nowhere', from: 1, to: 2 })).toBeNull();
  });

  it("of one's own can be compared before they are released, by a key of one's own; another's answer like none", async () => {
    const { seller, first, listingId } = await market();
    const other = contextFor((await createAccount({ roles: ['SELLER'] })).actor);
    expect(await getOwnComparison(seller, { listingId, from: null, to: null })).toEqual({ ok: true, value: null });
    await upload(seller, longer, first.datasetId);
    expect(await getOwnComparison(seller, { listingId, from: 1, to: 2 })).toMatchObject({ ok: true, value: { numbers: [1, 2], diff: null } });
    expect(await compareOwn(seller, { listingId, from: 1, to: 2, keyNames: ['id'] })).toEqual({ ok: true, value: null });
    expect(await getOwnComparison(seller, { listingId, from: 2, to: 1 })).toMatchObject({ ok: true, value: { from: 1, to: 2, diff: { keyNames: ['id'], rows: { changed: 50 } } } });
    const strange = [await compareOwn(other, { listingId, from: 1, to: 2, keyNames: null }), await compareOwn(other, { listingId: randomUUID(), from: 1, to: 2, keyNames: null }), await compareOwn(seller, { listingId, from: 1, to: 9, keyNames: null })];
    expect(strange.every((answer) => !answer.ok && answer.refusal.code === 'not-found')).toBe(true);
  });

  it('taken back with the whole listing, a stone stays that says why', async () => {
    const { seller, first, slug, listingId } = await market();
    expect(await findTombstone(db, { slug })).toBeNull();
    valueOf(await retractRevision(seller, { revisionId: first.id, reason: 'The soundings were of another harbour.' }));
    expect(await findPublishedListing(db, { slug })).toBeNull();
    expect(await findTombstone(db, { slug })).toMatchObject({ title: 'Depths of the harbour', number: 1, reason: 'The soundings were of another harbour.' });
    expect(await getComparison(db, { slug, from: null, to: null })).toBeNull();
    // Programs are told the same, where another name is simply not there.
    const gone = { ok: false, refusal: { code: 'dataset-retracted', params: { reason: 'The soundings were of another harbour.' } } };
    expect(await findOnSale(db, { slug })).toEqual(gone);
    expect(await askSample(contextFor(), { slug, sql: 'select 1' }, { address: '192.0.2.1' })).toEqual(gone);
    expect(await explainListing(contextFor(), { listingId })).toEqual(gone);
    expect(await findOnSale(db, { slug: 'nowhere' })).toMatchObject({ refusal: { code: 'not-found' } });
  });
});
