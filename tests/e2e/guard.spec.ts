import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { expect, test } from './support/fixtures';
import { dumpTables, withOwner } from './support/owner-database';
import { refuseIfAsked, signUpNew, topUp } from './support/people';
import { startSecondServer } from './support/second-server';
import { enumerateDoors } from '../access/enumerate';
import { byHand } from '../support/tamper';
import { findTraces } from '../support/traces';

const logins = JSON.parse(readFileSync('scripts/demo-logins.json', 'utf8')) as { email: string; password: string }[];
/** As an operator who knows the database. Written with the value in place: the guards' statements take none. */
async function setObject(db: pg.Client, seq: number, objectId: string): Promise<void> {
  const statements = byHand([`update "AuditEvent" set "objectId" = ${db.escapeLiteral(objectId)} where seq = ${seq}`], ['AuditEvent']);
  await db.query(['begin', ...statements, 'commit'].join(';\n'));
}

test('A4 A5 A13 somebody changes the log by hand: the page turns red and names the entry, and is green again when it says what it said', async ({ page, signIn, checkAccessibility }) => {
  await signIn('administrator');
  await refuseIfAsked(page);
  await page.goto('/en/admin/audit');
  await expect(page.getByText('State of the log: Intact')).toBeVisible();
  // The exchange itself could not have done what follows.
  await expect(page.getByText(/as \w+_server, a role that can append to this log and read it, and neither change nor delete/)).toBeVisible();
  const verify = async () => { await page.goto('/en/admin/audit'); await page.getByRole('button', { name: 'Verify now' }).click(); };
  await withOwner(async (db) => {
    const { rows: [row] } = await db.query<{ objectId: string }>('select "objectId" from "AuditEvent" where seq = 7');
    await setObject(db, 7, '<b id="planted">somebody else</b>');
    try {
      await verify();
      await expect(page.getByText('Not intact: entry 7 is the first that can’t be right.').first()).toBeVisible();
      await page.goto('/en/admin/audit');
      await expect(page.getByText('State of the log: Not intact')).toBeVisible();
      await expect(page.getByText('It says something else than when it was written.')).toBeVisible();
      await checkAccessibility();
      // And so is every other page of the office, come to by its address or from page to page.
      const isRed = page.getByRole('alert').filter({ hasText: 'Audit log not intact: entry 7 is the first bad one' });
      for (const path of ['/en/admin', '/en/admin/users', '/en/admin/rights']) {
        await page.goto(path);
        await expect(isRed).toBeVisible();
      }
      await page.getByRole('navigation', { name: 'Administration' }).getByRole('link', { name: 'Consents' }).click();
      await page.waitForURL(/\/admin\/consents/);
      await expect(isRed).toBeVisible();
      // Whatever stands in a row is shown as text.
      await page.goto('/en/admin/audit/7');
      await expect(page.getByText('<b id="planted">somebody else</b>').first()).toBeVisible();
      await expect(page.locator('#planted')).toHaveCount(0);
      await page.goto('/zh/admin/audit');
      await expect(page.getByText('State of the log: Not intact')).toBeHidden();
    } finally {
      await setObject(db, 7, row?.objectId ?? '');
    }
  });
  await verify();
  await expect(page.getByText(/^Intact: all/)).toBeVisible();
  await page.goto('/en/admin/audit');
  await expect(page.getByText('State of the log: Intact')).toBeVisible();
  await page.getByRole('navigation', { name: 'Administration' }).getByRole('link', { name: 'Users' }).click();
  // What the page of the log has just found is what the route answers that the heads of the others ask, though it asked itself a moment ago.
  await expect(page.getByRole('status').filter({ hasText: /^Audit log intact: [\d,]+ entries/ })).toBeVisible();
});

test('C15 A10 who erases herself is told to the cent what she gives up, is nowhere in the database afterwards, and the log verifies', async ({ page, signIn, checkAccessibility }) => {
  const { email } = await signUpNew(page);
  await topUp(page, '20');
  const accountIds = () => withOwner(async (db) => (await db.query<{ id: string }>('select id::text as id from "Account"')).rows.map((row) => row.id));
  const personIds = () => withOwner(async (db) => (await db.query<{ id: string }>('select id::text as id from "Identity"')).rows.map((row) => row.id));
  const [before, peopleBefore] = [await accountIds(), await personIds()];
  await page.goto('/en/account/rights');
  await expect(page.getByText('€20 in your wallet')).toBeVisible();
  await page.getByRole('button', { name: 'Erase my account' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('€20 in your wallet')).toBeVisible();
  await dialog.getByLabel('Type ERASE to confirm').fill('ERASE');
  await expect(dialog.getByRole('button', { name: 'Erase for ever' })).toBeDisabled();
  await dialog.getByLabel('I give this up for good').check();
  await checkAccessibility();
  await dialog.getByRole('button', { name: 'Erase for ever' }).click();
  await expect(page.getByText('You are erased')).toBeVisible();
  const after = await accountIds();
  const [gone] = before.filter((id) => !after.includes(id));
  const peopleAfter = await personIds();
  const [goneId] = peopleBefore.filter((id) => !peopleAfter.includes(id));
  expect([gone, goneId].every(Boolean)).toBe(true);
  await withOwner(async (db) => {
    for await (const { table, text } of dumpTables(db)) for (const trace of [email, email.split('@')[0] ?? '', gone ?? '', goneId ?? '']) expect(text.includes(trace), `${trace} in ${table}`).toBe(false);
  });
  await signIn('administrator');
  await refuseIfAsked(page);
  await page.goto('/en/admin/audit?action=subject.erased');
  await expect(page.getByText('State of the log: Intact')).toBeVisible();
});

/** What is sought in a seeded database: every person of the vault, and what the demonstration's people sign in with. */
async function tracesIn(db: pg.Client, only?: string): Promise<string[]> {
  const { rows: people } = await db.query<{ id: string; accountId: string }>('select id::text as id, "accountId"::text as "accountId" from "Identity"');
  expect(people.length).toBeGreaterThan(20);
  const tables = async function* () { for await (const each of dumpTables(db)) if (only === undefined || each.table === only) yield each; };
  return findTraces(tables(), { people, addresses: logins.map(({ email }) => email), words: [...logins.map(({ password }) => password), 'demo.example'] });
}

test('P1 P7 a raw dump of the seeded database holds no seeded address or password, no id of a person outside of the vault, and no hash without a key of an id or an address', async () => {
  test.setTimeout(180_000);
  await withOwner(async (db) => {
    expect(await tracesIn(db)).toEqual([]);
    // And it would find them: the same search over a database that holds one of each.
    const { rows: [person] } = await db.query<{ id: string }>('select id::text as id from "Identity" limit 1');
    await db.query('begin');
    await db.query(`insert into "NoticeDraft" values ('x', 'en', $1, $2, now())`, [createHash('sha256').update(person?.id ?? '').digest('hex'), `write ${person?.id ?? ''} to ${logins[0]?.email ?? ''}`]);
    const draft = 'public."NoticeDraft"';
    expect((await tracesIn(db, draft)).toSorted()).toEqual([`a plain hash in ${draft}`, `an id in ${draft}`, `${logins[0]?.email ?? ''} in ${draft}`, `demo.example in ${draft}`].toSorted());
    await db.query('rollback');
  });
});

test('P9 a server with a key that is too short does not begin: it names it and ends', async () => {
  const child = spawn(process.execPath, ['scripts/serve.mjs'], { env: { ...process.env, NODE_ENV: 'production', PORT: '0', DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none', ROOT_TOKEN_KEY: 'c2hvcnQ=' }, stdio: ['ignore', 'ignore', 'pipe'] });
  const said: string[] = [];
  child.stderr.on('data', (text: Buffer) => { said.push(text.toString()); });
  expect(await once(child, 'close')).toEqual([1, null]);
  expect(said.join('')).toContain('Environment variable ROOT_TOKEN_KEY: must be at least 32 bytes');
  expect(said.join('')).not.toContain('c2hvcnQ=');
});

test('two processes behind one port serve as one: ready together, whoever is asked, and nothing left when they are told to end', async ({ playwright }) => {
  const processes = () => withOwner(async (db) => (await db.query<{ process: string }>('select process from "BehaviourServing"')).rows.map((row) => row.process));
  const before = await processes();
  const server = await startSecondServer({ away: 70, env: { WEB_PROCESSES: '2' } });
  try {
    const answers = async () => {
      // A connection each: they go round.
      const all = await Promise.all(['/api/health/ready', '/en', '/api/recommendations?size=6', '/zh', '/api/recommendations?size=6', '/api/health/ready'].map(async (path) => {
        const reader = await playwright.request.newContext({ baseURL: server.address });
        try {
          return (await reader.get(path)).status();
        } finally {
          await reader.dispose();
        }
      }));
      return [...new Set(all)];
    };
    expect(await answers()).toEqual([200]);
    // Each says which index it has.
    await expect.poll(async () => (await processes()).filter((name) => !before.includes(name)).length, { timeout: 20_000 }).toBe(2);
  } finally {
    expect(await server.end()).toBe(0);
  }
  await expect(fetch(`${server.address}/en`)).rejects.toThrow('fetch failed');
});

test('C15 a trading name that another process erased is on no page of this one a moment later', async ({ request }) => {
  const { slug, name } = await withOwner(async (db) => (await db.query<{ slug: string; name: string }>(`select slug, name from "Seller" order by name limit 1`)).rows[0] ?? { slug: '', name: '' });
  const shows = async (text: string) => (await (await request.get(`/en/sellers/${slug}`)).text()).includes(text);
  const rename = (to: string) => withOwner(async (db) => {
    await db.query(`update "Seller" set name = $1 where slug = $2`, [to, slug]);
    // As the other process would leave it in the log.
    await db.query(`select audit_append(now(), 'system', 'subject.erased', 'subject', 'elsewhere', 'ok', 'elsewhere', '{}')`);
  });
  expect(await shows(name)).toBe(true);
  await rename('Nobody at all');
  try {
    await expect.poll(async () => [await shows(name), await shows('Nobody at all')], { timeout: 10_000 }).toEqual([false, true]);
  } finally {
    await rename(name);
  }
  await expect.poll(() => shows(name), { timeout: 10_000 }).toBe(true);
});

/** What people, sellers and administrators did or chose: everything but what is noted of the asking itself (the log, counters, when a session was last seen). */
const kept = ['Account', 'Identity', 'Passkey', 'RecoveryCode', 'AccountToken', 'SubjectKey', 'Seller', 'Dataset', 'Revision', 'Listing', 'Plan', 'Bundle', 'ClassOffer', 'OfferRequest', 'PriceChange', 'PricePolicy', 'Order', 'Refund', 'Entitlement', 'Subscription', 'LedgerAccount', 'LedgerEntry',
  'Notice', 'NoticeDraft', 'NoticeShown', 'ConsentEvent', 'ConsentRecord', 'ProcessingLimit', 'RightsRequest', 'Contest', 'SavedListing', 'CartItem', 'DigestWish', 'BuyerTerms', 'Experiment'];

test('S8 asking changes nothing: every page and every address that can be read leaves what is kept as it was, and no other site sets an export off', async ({ page, signIn, playwright, baseURL }) => {
  test.setTimeout(180_000);
  const prints = () => withOwner(async (db) => {
    const { rows } = await db.query<{ name: string }>('select tablename as name from pg_tables where schemaname = $1 and tablename = any($2) order by 1', ['public', kept]);
    const parts: Record<string, string> = {};
    for (const { name } of rows) parts[name] = (await db.query<{ print: string }>(`select coalesce(md5(string_agg(t::text, E'\n' order by t::text)), '') as print from ${db.escapeIdentifier(name)} t`)).rows[0]?.print ?? '';
    return parts;
  });
  const paths = enumerateDoors().filter((door) => /^(?:page|GET) [^[]*$/.test(door) && !door.endsWith('/api/rights/export')).map((door) => door.replace(/^page (.*)$/, '/en$1').replace(/^GET /, '').replace(/\/$/, ''));
  expect(paths.length).toBeGreaterThan(60);
  await signIn('administrator');
  const stranger = await playwright.request.newContext(baseURL === undefined ? {} : { baseURL });
  const before = await prints();
  expect(Object.keys(before).length).toBeGreaterThan(30);
  for (const path of paths) for (const reader of [page.request, stranger]) expect((await reader.get(path)).status(), path).toBeLessThan(500);
  const foreign = { headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' } };
  for (const path of ['/api/rights/export?format=json', '/api/audit/export?format=csv', '/api/consents/export?format=csv', '/api/alerts']) expect((await page.request.get(path, foreign)).status(), path).toBe(403);
  expect(await prints()).toEqual(before);
  await stranger.dispose();
});
