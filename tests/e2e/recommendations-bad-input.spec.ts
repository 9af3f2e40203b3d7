import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from './support/fixtures';
import { stateDir, withOwner } from './support/owner-database';
import { signUpNew } from './support/people';
import { secondAddress, startSecondServer, type SecondServer } from './support/second-server';
import { addCrowd, choose, cookiesOf, copyListing, deleteCopy, newReader, personalList, sensibleList, tell, type Answered, type Reader } from './support/suggestions';

const away = 61;
const address = secondAddress(away);
test.use({ baseURL: address });
test.describe.configure({ timeout: 180_000 });

let server: SecondServer;
/** What she looks at; what others looked at next: sold as it is, soon gone, for Chinese buyers only, under a licence for use in a company alone, and bought already. */
let anchor: string;
let [plain, leaving, abroad, narrow, owned] = ['', '', '', '', ''];
let entitlement = '';
const copies = () => [plain, leaving, abroad, narrow].filter((id) => id !== '');

// A process of its own over the same market, which knows what others did from its first answer on and can be ended and begun again.
test.beforeAll(async () => {
  await withOwner(async (db) => {
    const ids = (await db.query<{ id: string }>(`select id from "Listing" where status = 'PUBLISHED' and "licenceCode" = 'US-PD' order by "salesVoices", id`)).rows.map((row) => row.id);
    anchor = ids[0] ?? '';
    const held = (await db.query<{ id: string; listingId: string }>(`select e.id, e."listingId" from "Entitlement" e join "Listing" l on l.id = e."listingId" where l.status = 'PUBLISHED' and l."licenceCode" = 'US-PD' and l.id <> $1 and e."revokedAt" is null order by e.id limit 1`, [anchor])).rows[0];
    [entitlement, owned] = [held?.id ?? '', held?.listingId ?? ''];
    [plain, leaving] = [await copyListing(db, anchor), await copyListing(db, anchor)];
    [abroad, narrow] = [await copyListing(db, anchor, { regions: ['CN'] }), await copyListing(db, anchor, { licenceCode: 'exchange-internal-1.0' })];
    // So many that whatever else people did by now stands behind, and no bound on one seller's share is reached before the last of them.
    await addCrowd(db, 'e2e-crowd-', 100, [anchor, plain, leaving, abroad, narrow, owned]);
  });
  server = await startSecondServer({ away });
});
test.afterAll(async () => {
  await withOwner(async (db) => {
    for (const id of copies()) await deleteCopy(db, id);
    await db.query(`delete from "BehaviourEvent" where subject like 'e2e-crowd-%'`);
  });
  await server.end();
});

async function agreeing(...looked: readonly string[]): Promise<Reader> {
  const reader = newReader(address);
  await choose(reader, true);
  if (looked.length > 0) await tell(reader, 'VIEW', ...looked);
  return reader;
}

/** The pseudonym of whoever told of something last. */
const newestSubject = () => withOwner(async (db) => (await db.query<{ subject: string }>(`select subject from "BehaviourEvent" order by id desc limit 1`)).rows[0]?.subject ?? '');
const published = () => withOwner(async (db) => (await db.query<{ id: string }>(`select id from "Listing" where status = 'PUBLISHED'`)).rows.map((row) => row.id));

test('ten thousand looks, ids that nobody knows, looks of tomorrow, and everything there is looked at or waved away: a list with its reason, on the pages too', async ({ page }) => {
  const reader = await agreeing(anchor);
  const subject = await newestSubject();
  const add = (ids: readonly string[], count: number, at: string) => withOwner((db) => db.query(`insert into "BehaviourEvent" (subject, visit, kind, "listingId", purposes, "noticeVersion", at)
    select $1, 'long', 'VIEW', ($2::uuid[])[1 + n % cardinality($2::uuid[])], '{personalisation}', 1, ${at} from generate_series(1, $3) n`, [subject, ids, count]));
  await add([anchor, plain, ...Array.from({ length: 40 }, () => randomUUID())], 10_000, `now() - interval '3 days' + n * interval '1 second'`);
  await add([anchor, randomUUID()], 20, `now() + interval '1 day'`);
  const long = await personalList(reader);
  expect(long.ids.length).toBe(12);
  for (const seen of [anchor, plain]) expect(long.ids).not.toContain(seen);
  for (const looked of [randomUUID(), anchor]) expect((await sensibleList(reader, `size=12&listingId=${looked}&surface=dataset`)).ids.length).toBe(12);

  // In a browser: her lists of four pages, each without a fault.
  await page.context().addCookies(cookiesOf(reader, address));
  const row = page.getByRole('region', { name: 'For you' });
  await page.goto('/en');
  await expect(row.getByText(/^Because you looked at “/).first()).toBeVisible();
  for (const [path, name] of [['/en/search?q=zzzzzz-nothing', 'Perhaps one of these'], ['/zh/why', null]] as const) {
    await page.goto(path);
    if (name === null) await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    else await expect(page.getByRole('region', { name }).getByRole('listitem').first()).toBeVisible();
  }

  const all = await published();
  expect(all.length).toBeGreaterThan(40);
  // A visit holds fifty: of a market that has grown larger she looked at thirty and waved away the rest.
  const others = all.filter((id) => !copies().includes(id));
  await tell(reader, 'DISMISS', ...copies(), ...others.slice(30));
  await add(others.slice(0, 30), 30, 'now()');
  const ofSeen = await sensibleList(reader);
  expect(ofSeen).toMatchObject({ isPersonal: false, notPersonalBecause: 'all-seen', ids: { length: 12 } });
  for (const id of copies()) expect(ofSeen.ids).not.toContain(id);
  await choose(reader, false);
  expect(await withOwner(async (db) => (await db.query(`select from "BehaviourEvent" where subject = $1`, [subject])).rowCount)).toBe(0);
  await choose(reader, true);
  await tell(reader, 'DISMISS', ...all);
  await tell(reader, 'VIEW', anchor);
  expect(await sensibleList(reader)).toMatchObject({ isPersonal: false, notPersonalBecause: 'nothing-left', ids: [] });
  expect((await sensibleList(reader, 'size=12&mode=same-for-all')).ids.length).toBe(12);
  await page.goto('/en');
  await expect(page.getByText('Nothing is left to suggest: everything here is yours, waved away, or not licensed for where you use data.')).toBeVisible();
});

test('what is taken off the market, and what is deleted for good, even by hand, is in no list a second later, nor does it spoil a list of who had looked at it', async ({ page }) => {
  const [next, had, stranger] = [await agreeing(anchor), await agreeing(leaving, anchor), newReader(address)];
  expect((await personalList(next)).ids).toContain(leaving);
  const lists = async (): Promise<readonly Answered[]> => Promise.all([next, had, stranger].flatMap((reader) => ['size=12', `size=12&listingId=${leaving}`, `size=12&listingId=${anchor}`].map((query) => sensibleList(reader, query))));
  for (const change of [(db: Parameters<typeof deleteCopy>[0]) => db.query(`update "Listing" set status = 'WITHDRAWN' where id = $1`, [leaving]), (db: Parameters<typeof deleteCopy>[0]) => deleteCopy(db, leaving)]) {
    await withOwner(async (db) => { await change(db); });
    // Without a line in the log: what the exchange itself takes off is in no list from the next request on (tests/integration/behaviour/ahead.test.ts).
    await page.waitForTimeout(1_100);
    for (const { ids } of await lists()) {
      expect(ids).not.toContain(leaving);
      // What this process still believes to be on sale costs one place at most, for half a minute.
      expect(ids.length).toBeGreaterThanOrEqual(11);
    }
    await personalList(had);
    expect((await had.get(`/api/companions?listingId=${leaving}`)).status).toBe(200);
  }
  expect(await withOwner(async (db) => (await db.query(`select from "Listing" where id = $1`, [leaving])).rowCount)).toBe(0);
  await page.context().addCookies(cookiesOf(had, address));
  await page.goto('/en');
  await expect(page.getByRole('region', { name: 'For you' }).getByText(/^Because you looked at “/).first()).toBeVisible();
  await page.goto('/en/account/privacy');
});

test('what she bought, what is not sold where she is, and what its licence does not let her do is never in her list', async ({ page }) => {
  const { email } = await signUpNew(page);
  expect(email).not.toBe('');
  const reader = newReader(address, (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; '));
  await choose(reader, true);
  await tell(reader, 'VIEW', anchor);
  const accountId = await withOwner(async (db) => (await db.query<{ id: string }>(`select id from "Account" order by "createdAt" desc limit 1`)).rows[0]?.id ?? '');
  const queries = ['size=12', 'size=3', 'size=12&surface=home', `size=12&listingId=${anchor}&surface=dataset`, 'size=12&surface=cart'];
  const all = async () => (await Promise.all(queries.map((query) => sensibleList(reader, query)))).flatMap(({ items }) => items.map(({ card }) => card));
  // Before: others who opened the same went on to all of them.
  const before = (await all()).map((card) => card.id);
  for (const id of [owned, abroad, narrow, plain]) expect(before).toContain(id);
  const bought = await withOwner(async (db) => {
    await db.query(`insert into "BuyerTerms" values ($1, 'DE', '{commercial}', now())`, [accountId]);
    return (await db.query<{ buyerId: string }>(`update "Entitlement" e set "buyerId" = $1 from "Entitlement" old where e.id = $2 and old.id = e.id returning old."buyerId"`, [accountId, entitlement])).rows[0]?.buyerId;
  });
  try {
    const cards = await all();
    expect(cards.map((card) => card.id)).toContain(plain);
    for (const id of [owned, abroad, narrow]) expect(cards.map((card) => card.id)).not.toContain(id);
    for (const card of cards) expect(card.licenceCode).not.toMatch(/^(exchange-internal-1\.0|as-stated-by-source)$/);
  } finally {
    await withOwner((db) => db.query(`update "Entitlement" set "buyerId" = $1 where id = $2`, [bought, entitlement]));
  }
});

test('once her withdrawal is answered no list that she asks for is personal, in this process or another, while more of hers are on their way', async () => {
  const [reader, hers] = [await agreeing(anchor), await newestSubject()];
  const [other, others] = [await agreeing(anchor), await newestSubject()];
  const stranger = newReader(address);
  const same = (await sensibleList(stranger)).ids;
  const elsewhere = newReader(secondAddress(0), reader.cookie());
  const [atOnce, patient] = [16, { intervals: [20], timeout: 30_000 }];
  for (let round = 0; round < 3; round += 1) {
    if (round > 0) { await choose(reader, true); await tell(reader, 'VIEW', anchor); }
    await personalList(reader);
    const asked: { readonly at: number; readonly list: Answered }[] = [];
    let isOver = false;
    const streams = Array.from({ length: atOnce }, async () => {
      while (!isOver) { const at = performance.now(); asked.push({ at, list: await sensibleList(reader, 'size=12&surface=home') }); }
    });
    await expect.poll(() => asked.length, patient).toBeGreaterThan(2 * atOnce);
    await choose(reader, false);
    const answeredAt = performance.now();
    const first = await sensibleList(elsewhere);
    const after = () => asked.filter(({ at }) => at > answeredAt);
    await expect.poll(() => after().length, patient).toBeGreaterThan(atOnce);
    isOver = true;
    await Promise.all(streams);
    expect(asked.some(({ list }) => list.isPersonal)).toBe(true);
    for (const list of [first, ...after().map(({ list: own }) => own)]) {
      expect(list.isPersonal).toBe(false);
      expect(['no-consent', 'model-unavailable']).toContain(list.notPersonalBecause);
    }
    expect(await sensibleList(reader)).toMatchObject({ ids: same });
  }
  // Nothing of it is kept: what was shown to another afterwards is written after whatever still waited of hers.
  await sensibleList(other, 'size=12&surface=home');
  const kept = (subject: string) => withOwner(async (db) => (await db.query<{ table: string }>(`select 'event' as table from "BehaviourEvent" where subject = $1 union select 'impression' from "Impression" where subject = $1 union select 'decision' from "Decision" where subject = $1 order by 1`, [subject])).rows.map((row) => row.table));
  await expect.poll(() => kept(others)).toEqual(['decision', 'event', 'impression']);
  expect(await kept(hers)).toEqual([]);
});

test('an index file cut in half, of another version, with a byte turned over or gone, under a running server and at its next start: personal lists go on, and the fault is told', async () => {
  const reader = await agreeing(anchor);
  await personalList(reader);
  const pathOf = (sha256: string) => join(stateDir, 'objects', sha256.slice(0, 2), sha256);
  await withOwner(async (db) => {
    const { rows: [good] } = await db.query<{ id: number; sha256: string }>(`select id, sha256 from "BehaviourIndex" order by id desc limit 1`);
    if (!good) throw new Error('The market has no index');
    const bytes = await readFile(pathOf(good.sha256));
    const turned = (at: number, value: (byte: number) => number) => Buffer.from(bytes.map((byte, index) => (index === at ? value(byte) : byte)));
    const [half, turnedOver, otherVersion] = [bytes.subarray(0, bytes.length >> 1), turned(bytes.length >> 1, (byte) => byte ^ 1), turned(4, () => 99)];
    const added: { readonly id: number; readonly sha256: string }[] = [];
    /** As a job would that wrote such a file: the newest index from now on. */
    const addIndex = async (file: Buffer | null): Promise<number> => {
      const sha256 = randomBytes(32).toString('hex');
      await mkdir(dirname(pathOf(sha256)), { recursive: true });
      if (file !== null) await writeFile(pathOf(sha256), file);
      const { rows: [row] } = await db.query<{ id: number }>(`insert into "BehaviourIndex" select copy.* from "BehaviourIndex" i cross join lateral jsonb_populate_record(i, jsonb_build_object('id', nextval('"BehaviourIndex_id_seq"'), 'sha256', $2::text)) copy where i.id = $1 returning id`, [good.id, sha256]);
      added.push({ id: row?.id ?? 0, sha256 });
      return row?.id ?? 0;
    };
    const takeAway = async () => {
      for (const { id, sha256 } of added.splice(0)) {
        await db.query(`delete from "BehaviourIndex" where id = $1`, [id]);
        await rm(pathOf(sha256), { force: true });
      }
    };
    const said = async () => (await db.query<{ indexId: number | null; faultyId: number | null; fault: string }>(`select "indexId", "faultyId", fault from "BehaviourServing" where process like $1`, [`%-${server.pid}-%`])).rows[0];
    const restart = async () => { expect(await server.end()).toBe(0); server = await startSecondServer({ away }); };
    // The job that builds a new one waits: it would mend what is looked at here.
    await db.query(`select pg_advisory_lock(hashtextextended('behaviour index', 0))`);
    try {
      // A process that serves passes over what it can't read for what it has, and the newest is told of.
      for (const [older, newest, fault] of [[half, otherVersion, 'other-version'], [turnedOver, null, 'unreadable']] as const) {
        await addIndex(older);
        const faultyId = await addIndex(newest);
        await expect.poll(async () => { await personalList(reader); return said(); }, { intervals: [100], timeout: 60_000 }).toEqual({ indexId: good.id, faultyId, fault });
        await takeAway();
      }
      // So does one that begins.
      for (const file of [half, turnedOver]) await addIndex(file);
      await restart();
      await personalList(reader);
      expect(await said()).toMatchObject({ indexId: good.id, fault: 'damaged' });
      await takeAway();
      // And where there is none but of another version it begins without one.
      await rename(pathOf(good.sha256), `${pathOf(good.sha256)}.aside`);
      const older = (await db.query<{ sha256: string }>(`select sha256 from "BehaviourIndex" where id <> $1`, [good.id])).rows;
      for (const { sha256 } of older) await rename(pathOf(sha256), `${pathOf(sha256)}.aside`);
      try {
        await addIndex(otherVersion);
        await restart();
        await personalList(reader);
        expect(await said()).toMatchObject({ indexId: null, fault: 'other-version' });
      } finally {
        for (const { sha256 } of [good, ...older]) await rename(`${pathOf(sha256)}.aside`, pathOf(sha256));
      }
    } finally {
      await takeAway();
      await db.query(`select pg_advisory_unlock_all()`);
    }
  });
  await personalList(reader);
});

test('forged cookies and malformed questions: what everybody sees or a refusal as RFC 9457 has it; a flood of one account leaves the lists of others as they are', async () => {
  const stranger = newReader(address);
  const same = (await sensibleList(stranger)).ids;
  const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"sessionToken":"x"}').toString('base64url')}.`;
  const cookies = ['x', unsigned, randomBytes(600).toString('base64url'), '%', '%00', `${'a.'.repeat(4)}a`, randomUUID()].map((value) => `databourse-session=${value}`);
  for (const cookie of [...cookies, `databourse-visitor=${randomBytes(16).toString('base64url')}`, 'databourse-visitor=p1_%27%3B--', `databourse-visitor=${'v'.repeat(5_000)}`, `${cookies[0] ?? ''}; ${cookies[1] ?? ''}`, ';;;=', 'databourse-session']) {
    const forger = newReader(address, cookie);
    expect(await sensibleList(forger), cookie).toMatchObject({ isPersonal: false, notPersonalBecause: 'no-consent', ids: same });
    expect((await forger.post('/api/events', { events: [{ kind: 'VIEW', listingId: anchor }] })).status, cookie).toBe(204);
    expect((await forger.get('/en')).status, cookie).toBe(200);
  }
  for (const query of ['size=0', 'size=99999', 'size=1e9', 'size=', 'listingId=1', `listingId=${anchor}x`, 'listingId=%00', 'listingId=%FF', 'surface=mars', 'mode=all', 'unknown=1', 'size=12&size=x', `listingId=${'9'.repeat(3_000)}`]) {
    const answer = await stranger.get(`/api/recommendations?${query}`);
    expect([answer.status, answer.type], query).toEqual([400, 'application/problem+json']);
    expect(JSON.parse(answer.body), query).toMatchObject({ status: 400, code: 'input-invalid', type: expect.any(String) });
  }

  const other = await agreeing(anchor);
  expect((await personalList(other)).ids).toContain(plain);
  const flooding = await agreeing(owned);
  const many = { events: Array.from({ length: 50 }, () => ({ kind: 'VIEW', listingId: owned })) };
  const answers = Promise.all(Array.from({ length: 200 }, (_, index) => (index % 8 === 0 ? flooding.post('/api/events', many) : flooding.get('/api/recommendations?size=12&surface=home'))));
  // And fifty that hang up at once.
  const leftEarly = Promise.allSettled(Array.from({ length: 50 }, () => flooding.get('/api/recommendations?size=12', { signal: AbortSignal.timeout(4) })));
  const meanwhile = [await sensibleList(other), await sensibleList(other)];
  for (const { status, type } of await answers) {
    expect([200, 204, 429]).toContain(status);
    if (status === 429) expect(type).toBe('application/problem+json');
  }
  expect((await leftEarly).some(({ status }) => status === 'rejected')).toBe(true);
  for (const { ids, notPersonalBecause } of [...meanwhile, await sensibleList(other)]) {
    expect(ids.length).toBe(12);
    if (notPersonalBecause !== 'model-unavailable') expect(ids).toContain(plain);
  }
  expect((await sensibleList(stranger)).ids).toEqual(same);
});
