import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { verifyAuditChain } from '@/lib/audit';
import { findLicence, searchListings } from '@/lib/catalog';
import { searchInput } from '@/lib/catalog/schema';
import { getNotice, showNotice } from '@/lib/consent';
import { grantDownload, openDownload } from '@/lib/delivery';
import type { Context } from '@/lib/db';
import { placeOrder, topUpWallet } from '@/lib/orders';
import { collectOwnData } from '@/lib/rights';
import { storage } from '@/lib/storage';
import demoLogins from '@/scripts/demo-logins.json' with { type: 'json' };
import { seedMarket } from '@/scripts/seed/seed-market';
import { dumpTables, testContext } from '@/tests/support/context';
import { findTraces } from '@/tests/support/traces';
import { smallMarket } from './small-market';

const { db, databaseUrl, contextFor, createAccount } = await testContext();

async function seed(): Promise<string[]> {
  const lines: string[] = [];
  await seedMarket({ ...smallMarket, db, now: () => new Date(), say: (line) => { lines.push(line); } });
  return lines;
}

/** Every table that the seed fills, with the number of its rows. */
async function countRows(): Promise<Record<string, number>> {
  return {
    accounts: await db.account.count(), sellers: await db.seller.count(), datasets: await db.dataset.count(), revisions: await db.revision.count(), listings: await db.listing.count(),
    prices: await db.priceChange.count(), orders: await db.order.count(), entitlements: await db.entitlement.count(),
    movements: await db.ledgerTransaction.count(), notices: await db.notice.count(), events: await db.behaviourEvent.count(), objects: await db.storedObject.count(),
  };
}

/** A table told of in two steps has two revisions. */
const revisionCount = smallMarket.tables.length + smallMarket.tables.filter((table) => table.firstBelow !== undefined).length;

async function expectWholeMarket(): Promise<void> {
  expect(await db.listing.count({ where: { status: 'PUBLISHED', isDemo: true } })).toBe(smallMarket.tables.length);
  expect(await db.revision.count({ where: { status: 'READY' } })).toBe(revisionCount);
  expect(await db.revision.count()).toBe(revisionCount);
  expect([...(await storage().list())].toSorted()).toEqual((await db.storedObject.findMany({ select: { sha256: true } })).map((row) => row.sha256).toSorted());
  const [ledger] = await db.$queryRaw<{ total: bigint; orders: bigint; sales: bigint }[]>`
    select (select sum("amountMinor")::bigint from "LedgerEntry") as total, (select count(*) from "Order") as orders, (select sum("salesCount")::bigint from "Listing") as sales`;
  expect(ledger?.total).toBe(0n);
  expect(ledger?.orders).toBe(ledger?.sales);
  for (const [name, unmarked] of Object.entries({
    accounts: await db.account.count({ where: { isDemo: false } }), sellers: await db.seller.count({ where: { isDemo: false } }), listings: await db.listing.count({ where: { isDemo: false } }),
    orders: await db.order.count({ where: { isDemo: false } }), movements: await db.ledgerTransaction.count({ where: { isDemo: false } }),
    events: await db.behaviourEvent.count({ where: { isDemo: false } }), consents: await db.consentEvent.count({ where: { isDemo: false } }),
  })) expect([name, unmarked]).toEqual([name, 0]);
  // Whatever is sold has its explanation, also where a later revision took the place of the first.
  const sold = await db.listing.findMany({ select: { revisionId: true } });
  expect(await db.priceSuggestion.findMany({ where: { revisionId: { in: sold.map((listing) => listing.revisionId) } }, distinct: ['revisionId'], select: { revisionId: true } })).toHaveLength(sold.length);
  expect(await verifyAuditChain(db)).toMatchObject({ isIntact: true });
}

/** P1 P7: in all that was seeded and bought, and in what its buyer takes away, no address, and her id in the vault alone. */
async function expectNoTraces(buyer: Context): Promise<void> {
  const people = await db.identity.findMany({ select: { id: true, accountId: true } });
  expect(people.length).toBe(await db.account.count());
  const exported = await collectOwnData(buyer);
  if (!exported.ok) throw new Error(exported.refusal.code);
  const own = JSON.stringify(exported.value, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  const sought = { people, addresses: demoLogins.map(({ email }) => email), words: ['demo.example', ...demoLogins.map(({ password }) => password)] };
  expect(await findTraces([...(await dumpTables(db)), { table: 'export', text: own }], sought)).toEqual([]);
  // It would find them: each kind, planted where a page, a table or a log could hold it.
  const [{ id } = { id: '' }] = people;
  const hash = createHash('sha1').update(id).digest('base64');
  for (const [text, kind] of [[`/users/${id}?x`, 'an id'], [id.replaceAll('-', ''), 'an id'], [`"${hash}"`, 'a plain hash']] as const) expect(await findTraces([{ table: 'planted', text }], sought)).toEqual([`${kind} in planted`]);
}

describe('the demo seed', { timeout: 300_000 }, () => {
  it('lists real tables as a seller does, writes a marked past, does nothing the second time, and sells what it lists', async () => {
    const lines = await seed();
    expect(lines.filter((line) => /^\[ ?\d\/6\] \S+ · (free|[\d.]+ EUR) · [\d.]+ s$/.test(line))).toHaveLength(6);
    await expectWholeMarket();
    const before = await countRows();
    expect(before.orders).toBeGreaterThan(5);
    expect(before.events).toBeGreaterThan(0);
    expect(await seed()).toEqual([]);
    expect(await countRows()).toEqual(before);
    const penguins = await searchListings(db, searchInput.parse({ q: 'penguins' }));
    expect(penguins.cards[0]).toMatchObject({ licenceCode: 'CC0-1.0', rowCount: 344, format: 'JSON', sellerName: 'Field & Lab Records' });
    const actions = await db.auditEvent.groupBy({ by: ['action'], _count: { _all: true } });
    expect(Object.fromEntries(actions.map((row) => [row.action, row._count._all]))).toMatchObject({
      'dataset.uploaded': revisionCount, 'dataset.measured': revisionCount, 'listing.drafted': 6, 'listing.published': 6, 'demo.seeded': 1,
    });

    // And it sells: the bytes arrive as they lie in the package. In the same market, for seeding one takes most of this test's time.
    const buyer = contextFor((await createAccount()).actor);
    const [card] = (await searchListings(db, searchInput.parse({ q: 'unemployment rates' }))).cards;
    if (!card) throw new Error('The table is not on the market');
    await showNotice(buyer, { noticeToken: (await getNotice(buyer)).token, surface: 'purchase' });
    await topUpWallet(buyer, { amountMinor: 10_000, idempotencyKey: randomUUID() });
    const licenceSha256 = findLicence(card.licenceCode, 'zh')?.sha256 ?? '';
    const order = await placeOrder(buyer, { listingId: card.id, quotedMinor: card.priceMinor ?? 0, licenceSha256, idempotencyKey: randomUUID() });
    const grant = order.ok ? await grantDownload(buyer, order.value) : order;
    const opened = grant.ok ? await openDownload(buyer, { token: grant.value.path.split('/').at(-1) ?? '' }) : grant;
    if (!opened.ok || !opened.value.stream) throw new Error('The download was refused');
    expect((await buffer(opened.value.stream)).equals(await readFile('node_modules/vega-datasets/data/unemployment.tsv'))).toBe(true);
    await expectNoTraces(buyer);
  });

  it('goes on where it was killed, wherever that is', async () => {
    for (const milliseconds of [1_800, 2_600, 3_400]) await killAfter(milliseconds);
    await seed();
    await expectWholeMarket();
    const bought = await db.order.groupBy({ by: ['buyerId', 'listingId'], _count: { _all: true } });
    expect(bought.every((pair) => pair._count._all === 1)).toBe(true);
    expect(await db.auditEvent.count({ where: { action: 'demo.seeded' } })).toBe(1);
  });
});

function killAfter(milliseconds: number): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', '--conditions=react-server', 'tests/integration/seed/seed-child.ts'], {
    env: { ...process.env, DATABASE_URL: databaseUrl, NODE_OPTIONS: '' }, stdio: 'ignore',
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
