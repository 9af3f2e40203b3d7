import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { APIRequestContext } from '@playwright/test';
import { expect, test } from './support/fixtures';
import { dumpTables, stateDir, withOwner } from './support/owner-database';
import { signUpNew } from './support/people';
import { secondAddress, startSecondServer, type SecondServer } from './support/second-server';

const root = join(import.meta.dirname, '../..');
const away = 60;
const address = secondAddress(away);
let server: SecondServer;

// A process of its own over the same market, so that what it logs can be read.
test.beforeAll(async () => { server = await startSecondServer({ away, env: { LOG_LEVEL: 'debug', DRAIN_SECONDS: '3' } }); });
test.afterAll(async () => { await server.end(); });

const real = () => withOwner(async (db) => {
  const count = async (table: string) => Number((await db.query<{ count: string }>(`select count(*) from "${table}" where not "isDemo" and subject <> ''`)).rows[0]?.count);
  return { events: await count('BehaviourEvent'), impressions: await count('Impression'), decisions: await count('Decision') };
});

/** Files the server or its build may have left something in, without the database's own, which are read as tables. */
function* filesIn(folder: string): Generator<string> {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) { if (!['postgres', 'pg', 'database'].includes(entry.name)) yield* filesIn(path); } else if (entry.isFile() && statSync(path).size < 50_000_000) yield path;
  }
}

test('what somebody does who did not agree is in no event, index, cache, log line, table, page or answer', async ({ browser, playwright }) => {
  test.setTimeout(240_000);
  const stranger = await playwright.request.newContext({ baseURL: address });
  const cards = ((await (await stranger.get('/api/recommendations?size=12')).json()) as { items: { card: { id: string; slug: string } }[] }).items.map(({ card }) => card);
  const opened = cards.slice(0, 4);
  // The same for everybody, so it may not change by what she does: pages by their words, answers byte for byte.
  const publicView = async (reader: APIRequestContext) => {
    const answers = await Promise.all(['/api/recommendations?size=12', ...opened.flatMap(({ id }) => [`/api/recommendations?size=6&listingId=${id}`, `/api/companions?listingId=${id}`])].map(async (path) => (await reader.get(path)).text()));
    const pages = await Promise.all(['/en', '/zh', '/en/search?q=weather', ...opened.map(({ slug }) => `/en/datasets/${slug}`)].map(async (path) => (await (await reader.get(path)).text()).replaceAll(/<script[\s\S]*?<\/script>|<[^>]+>/g, ' ')));
    return { answers, pages };
  };
  const [before, countsBefore] = [await publicView(stranger), await real()];

  const context = await browser.newContext({ baseURL: address });
  const page = await context.newPage();
  const { email } = await signUpNew(page);
  for (const { slug } of opened) {
    await page.goto(`/en/datasets/${slug}`);
    await page.waitForLoadState('networkidle');
  }
  for (const path of ['/en', '/en/search?q=weather+in+seattle', '/en/search?q=zzzzzz-nothing', '/en/account/cart', '/en/why', '/en/nowhere-at-all']) await page.goto(path);
  // What a page would tell had she agreed, told all the same; what is refused and what is broken, which are logged.
  for (const { id } of opened) for (const kind of ['VIEW', 'PREVIEW', 'SEARCH', 'DISMISS', 'LEAVE']) await page.request.post('/api/events', { data: { events: [{ kind, listingId: id }] }, headers: { origin: address } });
  for (const surface of ['home', 'dataset', 'search', 'cart']) await page.request.get(`/api/recommendations?size=6&surface=${surface}&listingId=${opened[0]?.id ?? ''}`);
  await page.request.post('/api/events', { data: { events: 'broken' }, headers: { origin: address } });
  await page.request.get('/en/admin');

  const { accountId, personId, subject } = await withOwner(async (db) => {
    const [row] = (await db.query<{ id: string }>(`select id from "Account" order by "createdAt" desc limit 1`)).rows;
    const [chosen] = (await db.query<{ subject: string }>(`select subject from "ConsentEvent" order by id desc limit 1`)).rows;
    const [person] = (await db.query<{ id: string }>(`select id from "Identity" where "accountId" = $1`, [row?.id])).rows;
    return { accountId: row?.id ?? '-', personId: person?.id ?? '-', subject: chosen?.subject ?? '-' };
  });
  const cookies = (await context.cookies()).filter((cookie) => cookie.httpOnly).map((cookie) => cookie.value);
  expect(cookies.length).toBeGreaterThan(0);
  const names = [accountId, personId, email, subject, ...cookies];

  // Tables: nothing was added about behaviour, and no row that names her names what she looked at.
  expect(await real()).toEqual(countsBefore);
  await withOwner(async (db) => {
    for await (const { table, text } of dumpTables(db)) for (const row of text.split('\n')) if (names.some((name) => row.includes(name))) for (const { id, slug } of opened) expect(row.includes(id) || row.includes(slug), `${table}: ${row.slice(0, 200)}`).toBe(false);
  });
  // The log has lines, and none says who looked at what.
  expect(server.log().length).toBeGreaterThan(0);
  for (const line of server.log().split('\n')) for (const trace of [...names, ...opened.flatMap(({ id, slug }) => [id, slug]), 'seattle', 'zzzzzz']) expect(line.includes(trace), line.slice(0, 300)).toBe(false);
  // The index, other stored files, and what Next keeps of pages.
  let looked = 0;
  for (const folder of [stateDir, join(root, '.next/cache'), join(root, '.next/server')]) {
    for (const file of filesIn(folder)) {
      looked += 1;
      const bytes = readFileSync(file);
      for (const name of names) expect(bytes.includes(name), file).toBe(false);
    }
  }
  expect(looked).toBeGreaterThan(10);
  // What everybody else is shown and answered.
  const after = await publicView(stranger);
  expect(after.answers).toEqual(before.answers);
  expect(after.pages).toEqual(before.pages);
  for (const text of [...after.pages, ...after.answers]) for (const name of names) expect(text.includes(name)).toBe(false);

  // The same by somebody who agreed is kept: the walk would have seen it.
  await page.goto('/en/privacy');
  await page.getByRole('switch', { name: 'Personal recommendations' }).check();
  await expect(page.getByText('Your choice is saved.', { exact: false })).toBeVisible();
  await page.request.post('/api/events', { data: { events: [{ kind: 'VIEW', listingId: opened[0]?.id }] }, headers: { origin: address } });
  await page.request.get('/api/recommendations?size=6&surface=home');
  expect((await real()).events).toBeGreaterThan(countsBefore.events);
  const pseudonym = await withOwner(async (db) => (await db.query<{ subject: string }>(`select subject from "BehaviourEvent" where not "isDemo" order by id desc limit 1`)).rows[0]?.subject ?? '-');
  const rowsOfHers = () => withOwner(async (db) => {
    const rows: string[] = [];
    for await (const { table, text } of dumpTables(db)) for (const row of text.split('\n')) if (row.includes(pseudonym)) rows.push(`${table}: ${row.slice(0, 200)}`);
    return rows;
  });
  expect((await rowsOfHers()).length).toBeGreaterThan(0);
  // What was shown is written a moment after it was.
  await expect.poll(async () => (await real()).impressions).toBeGreaterThan(countsBefore.impressions);
  await expect.poll(async () => (await real()).decisions).toBeGreaterThan(countsBefore.decisions);
  // And taken back it is gone with the answer to that.
  await page.getByRole('switch', { name: 'Personal recommendations' }).uncheck();
  await expect.poll(real).toEqual(countsBefore);
  // Under the name that her behaviour is kept by, nothing is left: not from now, and not from before she agreed.
  await expect.poll(rowsOfHers).toEqual([]);
  await context.close();
  await stranger.dispose();
});

test('told to end, a server says at once that it is not ready, answers for as long as a balancer needs to notice, and goes by itself', async ({ request }) => {
  expect((await request.get(`${address}/api/health/ready`)).status()).toBe(200);
  server.tell('SIGTERM');
  await expect.poll(async () => (await request.get(`${address}/api/health/ready`)).status(), { intervals: [50] }).toBe(503);
  expect((await request.get(`${address}/en`)).status()).toBe(200);
  expect(await server.ended).toBe(0);
});
