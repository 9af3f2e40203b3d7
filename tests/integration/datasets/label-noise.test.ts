import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { estimateLabelNoise, getOwnLabelNoise, getPublicLabelNoise, nameLabel } from '@/lib/datasets';
import { seededRandom } from '@/lib/shared/seeded-random';
import { storage } from '@/lib/storage';
import { testContext } from '@/tests/support/context';
import { createListing } from '@/tests/support/market';

const { db, contextFor, createAccount } = await testContext();
const system = contextFor({ kind: 'system' });

/** Two classes apart in x, of which a share is named wrongly. */
async function offered(flip: number) {
  const random = seededRandom(5);
  const rows = Array.from({ length: 400 }, () => { const isHigh = random() < 0.5; return `${(isHigh ? 5 : 0) + random()},${random()},${isHigh === random() >= flip ? 'high' : 'low'}`; });
  const bytes = Buffer.from(`x,y,kind\n${rows.join('\n')}\n`);
  await storage().write(Readable.from([bytes]), { maxBytes: 10_000_000 });
  const seller = await createAccount({ roles: ['SELLER'] });
  const listing = await createListing(db, { sellerId: seller.accountId, bytes, fileName: 'points.csv', rowCount: 400, columnNames: ['x', 'y', 'kind'] });
  return { ...listing, ctx: contextFor(seller.actor) };
}

describe('the label-noise badge', () => {
  it('is estimated by the job once a label is named, and shown to everybody; the price stays', async () => {
    const { ctx, revisionId, listingId } = await offered(0.2);
    const before = await db.listing.findUniqueOrThrow({ where: { id: listingId }, select: { priceMinor: true } });
    expect(await getOwnLabelNoise(ctx, { revisionId })).toEqual({ ok: true, value: null });
    expect(await nameLabel(ctx, { revisionId, column: 'kind' })).toEqual({ ok: true, value: null });
    expect(await getOwnLabelNoise(ctx, { revisionId })).toEqual({ ok: true, value: { column: 'kind', figures: null, fault: null } });
    expect(await getPublicLabelNoise(db, { revisionId })).toBeNull();
    expect(await estimateLabelNoise(system)).toEqual({ ok: true, value: { estimatedCount: 1 } });
    expect(await estimateLabelNoise(system)).toEqual({ ok: true, value: { estimatedCount: 0 } });
    const view = await getPublicLabelNoise(db, { revisionId });
    expect(view).toMatchObject({ column: 'kind', figures: { rows: 400, columnCount: 2, classCount: 2 } });
    expect(view?.figures?.share).toBeLessThanOrEqual(view?.figures?.oobShare ?? 0);
    expect(view?.figures?.oobShare).toBeGreaterThan(0.15);
    expect(view?.figures?.oobShare).toBeLessThan(0.3);
    expect(await db.listing.findUniqueOrThrow({ where: { id: listingId }, select: { priceMinor: true } })).toEqual(before);
    await nameLabel(ctx, { revisionId, column: null });
    expect(await getPublicLabelNoise(db, { revisionId })).toBeNull();
  }, 90_000);

  it('says why there is none, and shows nothing of a column that is shown to nobody', async () => {
    const { ctx, revisionId } = await offered(0);
    await nameLabel(ctx, { revisionId, column: 'x' });
    await estimateLabelNoise(system);
    expect(await getOwnLabelNoise(ctx, { revisionId })).toMatchObject({ value: { column: 'x', fault: 'classes' } });
    await nameLabel(ctx, { revisionId, column: 'kind' });
    const found = { entity: 'name', category: 'direct', source: 'value', rowCount: 400n, share: 1, confidence: 0.9, isFlagged: true, examples: [] };
    await db.privacyFinding.create({ data: { ...found, revisionId, column: 'kind' } });
    await estimateLabelNoise(system);
    expect(await getOwnLabelNoise(ctx, { revisionId })).toMatchObject({ value: { fault: 'label' } });
    expect(await getPublicLabelNoise(db, { revisionId })).toBeNull();
  }, 90_000);

  it("is for the owner to name, and only a column that is there", async () => {
    const { ctx, revisionId } = await offered(0);
    const other = contextFor((await createAccount({ roles: ['SELLER'] })).actor);
    expect(await nameLabel(other, { revisionId, column: 'kind' })).toMatchObject({ refusal: { code: 'not-found' } });
    expect(await getOwnLabelNoise(other, { revisionId })).toMatchObject({ refusal: { code: 'not-found' } });
    expect(await nameLabel(ctx, { revisionId, column: 'nothing' })).toMatchObject({ refusal: { code: 'column-unknown' } });
    expect(await estimateLabelNoise(ctx)).toMatchObject({ refusal: { code: 'not-allowed' } });
  });
});
