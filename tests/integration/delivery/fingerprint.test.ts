import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draftListing, findLicence } from '@/lib/catalog';
import { draftListingInput } from '@/lib/catalog/schema';
import { uploadRevision } from '@/lib/datasets';
import type { Context } from '@/lib/db';
import { chooseMarking, getOwnMarking, grantDownload, openDownload, traceFile } from '@/lib/delivery';
import { listOwned, placeOrder } from '@/lib/orders';
import { publishWithPrice } from '@/lib/pricing';
import { seededRandom } from '@/lib/shared/seeded-random';
import type { Result } from '@/lib/shared/result';
import { testContext } from '@/tests/support/context';

const { db, contextFor, createAccount } = await testContext();
const licenceSha256 = findLicence('exchange-internal-1.0', 'en')?.sha256 ?? '';
const system = contextFor({ kind: 'system' });
const done = <T>(result: Result<T>): T => { if (!result.ok) throw new Error(result.refusal.code); return result.value; };
const random = seededRandom(11);
const rows = Array.from({ length: 6_000 }, (_, row) => [`N${row}`, 100 + Math.floor(random() * 900), (20 + random() * 15).toFixed(2), ['mud', 'sand'][row % 2] ?? '', row % 3]);
const csv = `station,depth,salinity,bottom,class\n${rows.map((row) => row.join(',')).join('\n')}\n`;
let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'databourse-trace-')); });
afterAll(async () => { await rm(folder, { recursive: true, force: true }); });

async function market(columns: readonly string[]) {
  const seller = contextFor((await createAccount({ roles: ['SELLER'] })).actor);
  const revision = done(await uploadRevision(seller, { fileName: 'soundings.csv', bytes: Readable.from([Buffer.from(csv)]) }));
  const draft = done(await draftListing(seller, draftListingInput.parse({ revisionId: revision.id, title: 'Soundings', category: 'geography', licenceCode: 'exchange-internal-1.0' })));
  done(await publishWithPrice(seller, { listingId: draft.listingId, priceMinor: 0 }));
  const early = await buy(draft.listingId);
  if (columns.length > 0) done(await chooseMarking(seller, { listingId: draft.listingId, columns: [...columns] }));
  return { seller, listingId: draft.listingId, early };
}

async function buy(listingId: string) {
  const ctx = contextFor((await createAccount()).actor);
  const { entitlementId, orderId } = done(await placeOrder(ctx, { listingId, quotedMinor: 0, licenceSha256, idempotencyKey: randomUUID() }));
  return { ctx, entitlementId, orderId };
}

async function download({ ctx, entitlementId }: { readonly ctx: Context; readonly entitlementId: string }): Promise<string> {
  const grant = done(await grantDownload(ctx, { entitlementId }));
  const opened = done(await openDownload(ctx, { token: grant.path.slice('/api/downloads/'.length) }));
  return opened.stream ? (await buffer(opened.stream)).toString() : '';
}

async function trace(text: string) {
  const path = join(folder, `${randomUUID()}.csv`);
  await writeFile(path, text);
  return done(await traceFile(system, path));
}

const cellsOf = (text: string) => text.trim().split('\n').slice(1).map((line) => line.split(','));

describe('D11: marked copies', { timeout: 240_000 }, () => {
  it('are the seller’s choice, on numbers that measure something, never on ids or labels; another’s listing answers like none', async () => {
    const { seller, listingId } = await market([]);
    expect(done(await getOwnMarking(seller, { listingId }))).toEqual({ markable: ['depth', 'salinity'], chosen: [] });
    for (const column of ['station', 'bottom', 'class', 'nowhere']) expect(await chooseMarking(seller, { listingId, columns: [column] })).toMatchObject({ refusal: { code: 'marking-column-unfit', params: { name: column } } });
    const other = contextFor((await createAccount({ roles: ['SELLER'] })).actor);
    expect(await chooseMarking(other, { listingId, columns: ['depth'] })).toMatchObject({ refusal: { code: 'not-found' } });
  });

  it('change one cell in twenty by one unit, name their order in whole, in part and after changes, and nobody else; D12: fetched again they are the same, others’ differ only so', async () => {
    const { listingId, early } = await market(['depth', 'salinity']);
    const [anna, ben] = [await buy(listingId), await buy(listingId)];
    const [first, second] = [await download(anna), await download(ben)];
    expect(await download(anna)).toBe(first);
    expect(await download(early)).toBe(csv);
    const [original, copy] = [cellsOf(csv), cellsOf(first)];
    expect(copy.map((row) => [row[0], row[3], row[4]])).toEqual(original.map((row) => [row[0], row[3], row[4]]));
    const moved = original.flatMap((row, index) => [[Number(row[1]), Number(copy[index]?.[1]), 1], [Number(row[2]), Number(copy[index]?.[2]), 0.01]]).filter(([before, after]) => before !== after);
    expect(moved.length / (2 * rows.length)).toBeGreaterThan(0.035);
    expect(moved.length / (2 * rows.length)).toBeLessThan(0.065);
    for (const [before = 0, after = 0, unit = 0] of moved) expect(Math.abs(Math.abs(before - after) - unit)).toBeLessThan(1e-9);
    expect(first).not.toBe(second);

    const whole = await trace(first);
    expect(whole).toMatchObject({ named: { orderId: anna.orderId, title: 'Soundings', revision: 1 }, compared: 2 });
    expect(whole.best?.z).toBeGreaterThan(30);
    expect(whole.falseAccusationBound).toBeLessThan(1e-100);
    const lines = second.trim().split('\n');
    const shuffledPart = [lines[0], ...lines.slice(1).filter((_, index) => index % 8 === 0).toReversed()].join('\n');
    expect(await trace(shuffledPart)).toMatchObject({ named: { orderId: ben.orderId } });
    const flipped = cellsOf(second).map((row) => [row[0], Number(row[1]) + (random() < 0.3 ? 1 : 0), ...row.slice(2)].join(','));
    expect(await trace([lines[0], ...flipped].join('\n'))).toMatchObject({ named: { orderId: ben.orderId } });
    expect(await trace(csv)).toMatchObject({ named: null });
    expect(await trace('a,b\n1,2\n')).toMatchObject({ named: null, best: null });
    // Two who put their copies together cell by cell: one of them is named, and no innocent one.
    const [ours, theirs] = [cellsOf(first), cellsOf(second)];
    const mixed = ours.map((row, index) => (random() < 0.5 ? row : (theirs[index] ?? row)).join(','));
    expect([anna.orderId, ben.orderId]).toContain((await trace([lines[0], ...mixed].join('\n'))).named?.orderId);
    expect(await db.auditEvent.count({ where: { action: 'marking.traced' } })).toBe(6);
    expect(await traceFile(anna.ctx, 'x.csv')).toMatchObject({ refusal: { code: 'not-allowed' } });
  });

  it('are told to their buyer with the checksum of her own copy', async () => {
    const { listingId } = await market(['depth']);
    const anna = await buy(listingId);
    const before = done(await listOwned(anna.ctx))[0];
    expect(before).toMatchObject({ markedColumns: ['depth'], sha256: '' });
    await download(anna);
    const after = done(await listOwned(anna.ctx))[0];
    expect(after?.sha256).toBe((await db.markedCopy.findFirstOrThrow({ select: { sha256: true } })).sha256);
  });
});
