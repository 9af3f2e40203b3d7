import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { expect, test, type APIRequestContext, type APIResponse } from '@playwright/test';
import { accessTable, people, type Facts, type Person, type Row } from '../access/table';
import { Authenticator } from '../support/authenticator';

type Login = { readonly role: string; readonly email: string; readonly password: string };
type Visitor = { readonly request: APIRequestContext; readonly email: string | null };
type ActionEntry = { readonly exportedName: string; readonly workers: Readonly<Record<string, unknown>> };

const root = join(import.meta.dirname, '../..');
const logins = JSON.parse(readFileSync(join(root, 'scripts/demo-logins.json'), 'utf8')) as Login[];
const password = 'lighthouse keeper 47';
const denials = ['sign-in-needed', 'not-allowed', 'not-found', 'step-up-needed', 'link-invalid'];
const state = process.env.E2E_STATE_DIR ?? join(process.env.E2E_FOLDER ?? '', 'state');

/** Of the build: which id an action has, and on which page it can be called. */
function readActions(): ReadonlyMap<string, { readonly id: string; readonly page: string }> {
  const path = join(root, '.next/server/server-reference-manifest.json');
  const { node } = JSON.parse(readFileSync(path, 'utf8')) as { node: Record<string, ActionEntry> };
  return new Map(Object.entries(node).map(([id, entry]) => [entry.exportedName, { id, page: Object.keys(entry.workers)[0] ?? '' }]));
}

function addressOf(path: string, row: Row, facts: Facts, locale = ''): string {
  const parts = row.at?.(facts) ?? {};
  const filled = path.replace(/\[(\[?\.{0,3}\w+\]?)\]/g, (_, name: string) => parts[name] ?? parts[`[${name.replace(/[[\]]/g, '')}]`] ?? '');
  return `${locale}${filled}`.replace(/\/$/, '') || '/';
}

async function findFacts(db: pg.Client) {
  const one = async (sql: string) => String(((await db.query<{ value: string }>(sql)).rows[0] ?? { value: '' }).value);
  const seller = await one(`select s."accountId"::text as value from "Seller" s join "Listing" l on l."sellerId" = s."accountId" where s.name = (select name from "Seller" where slug like 'harbour%' limit 1) limit 1`);
  const listing = await one(`select id::text as value from "Listing" where "sellerId" = '${seller}' and status = 'PUBLISHED' order by id limit 1`);
  return {
    slug: await one(`select slug as value from "Listing" where id = '${listing}'`), sellerSlug: await one(`select slug as value from "Seller" where "accountId" = '${seller}'`), listingOfSellerA: listing,
    slugOfRevised: await one('select l.slug as value from "Release" r join "Listing" l on l.id = r."listingId" where r."cancelledAt" is null and l.title <> \'A shop of the matrix\' order by r.id limit 1'),
    numberOfRevised: await one('select v.number::text as value from "Release" r join "Revision" v on v.id = r."revisionId" join "Listing" l on l.id = r."listingId" where r."cancelledAt" is null and l.title <> \'A shop of the matrix\' order by r.id limit 1'),
    revisionOfSellerA: await one(`select "revisionId"::text as value from "Listing" where id = '${listing}'`),
    signedSize: await one('select max(size)::text as value from "AuditCheckpoint"'),
    noticeTitle: await one(`select title as value from "Notice" where locale = 'en' order by version desc limit 1`), noticeBody: await one(`select body as value from "Notice" where locale = 'en' order by version desc limit 1`),
    sellerName: await one(`select name as value from "Seller" where "accountId" = '${seller}'`), price: await one(`select "priceMinor"::text as value from "Listing" where id = '${listing}'`), choice: await one('select "choiceId"::text as value from "ConsentRecord" order by at limit 1'),
  };
}

type Ask = (name: string, input: unknown) => Promise<string>;

/** Tables of a seller's own: one as uploaded, one a draft, one on the market in two revisions with a third to come, one with people in it, and one half sent. */
async function prepareSeller(db: pg.Client, request: APIRequestContext, ask: Ask) {
  const upload = async (name: string, text: string, dataset = '') => {
    const answer = await request.post(`/api/uploads?name=${name}&locale=en${dataset}`, { data: Buffer.from(text), headers: { 'content-type': 'application/octet-stream' } });
    const { id = '' } = (await answer.json()) as { id?: string };
    await expect.poll(async () => (await db.query('select 1 from "RevisionProfile" where "revisionId" = $1', [id])).rowCount, { timeout: 30_000 }).toBe(1);
    return id;
  };
  const one = async (sql: string, ...values: string[]) => (await db.query<{ value: string }>(sql, values)).rows[0]?.value ?? '';
  const table = (first: number) => `station,depth\n${first},2\n3,4\n5,6\n`;
  const draft = (revisionId: string, title: string) => ask('draftListingAction', { revisionId, title, category: 'mobility', licenceCode: 'US-PD' });
  const [revisionOfSellerB, spareRevisionOfSellerB, first] = [await upload('matrix.csv', table(10)), await upload('spare.csv', table(9)), await upload('shop.csv', table(8))];
  expect([await draft(revisionOfSellerB, 'A row of the matrix'), await draft(first, 'A shop of the matrix')]).toEqual(['ok', 'ok']);
  const listingOf = (revisionId: string) => one('select id::text as value from "Listing" where "revisionId" = $1', revisionId);
  const [draftOfSellerB, shopOfSellerB] = [await listingOf(revisionOfSellerB), await listingOf(first)];
  expect(await ask('publishListingAction', { listingId: shopOfSellerB, priceMinor: 100 })).toBe('ok');
  const dataset = `&datasetId=${await one('select "datasetId"::text as value from "Revision" where id = $1', first)}`;
  const soldOfSellerB = await upload('shop.csv', table(7), dataset);
  expect(await ask('releaseRevisionAction', { revisionId: soldOfSellerB, notes: '', keyNames: null, noticeDays: 0 })).toBe('ok');
  const newOfSellerB = await upload('shop.csv', table(6), dataset);
  const peopleOfSellerB = await upload('people.csv', ['age,mail', ...Array.from({ length: 40 }, (_, row) => `${20 + row},p${row}@example.org`)].join('\n'));
  await expect.poll(() => one('select id::text as value from "PrivacyFinding" where "revisionId" = $1', peopleOfSellerB), { timeout: 30_000 }).not.toBe('');
  expect(await ask('declareRuleAction', { revisionId: revisionOfSellerB, rule: { kind: 'not-null', column: 'station' } })).toBe('ok');
  expect(await ask('saveMenuAction', { listingId: shopOfSellerB, plans: [{ kind: 'ON_REQUEST' }] })).toBe('ok');
  const begin = async () => (await request.post('/api/uploads/tus', { headers: { 'tus-resumable': '1.0.0', 'upload-length': '19' } })).headers().location?.split('/').at(-1) ?? '';
  return {
    revisionOfSellerB, spareRevisionOfSellerB, draftOfSellerB, shopOfSellerB, soldOfSellerB, newOfSellerB, peopleOfSellerB,
    findingOfSellerB: await one('select id::text as value from "PrivacyFinding" where "revisionId" = $1', peopleOfSellerB), ruleOfSellerB: await one('select id::text as value from "QualityRule" order by "createdAt" desc limit 1'),
    bytesOfSellerB: await begin(), otherBytesOfSellerB: await begin(),
  };
}

/** What a buyer has that could be taken from her: a second session, a passkey and the question for another, two requests, a link to what she bought. */
async function prepareBuyer(db: pg.Client, { request, again, origin }: { readonly request: APIRequestContext; readonly again: () => Promise<void>; readonly origin: string }, actions: { readonly ask: Ask; readonly say: (name: string, input: unknown) => Promise<string> }, entitlementId: string) {
  const one = async (sql: string) => (await db.query<{ value: string }>(sql)).rows[0]?.value ?? '';
  const { ask, say } = actions;
  const newPasskey = async () => {
    const { challengeId, options } = (await (await request.post('/api/passkeys', { data: { purpose: 'new' } })).json()) as { challengeId: string; options: { challenge: string } };
    return { challengeId, response: new Authenticator(new URL(origin).hostname, origin).create(options) };
  };
  await again();
  const sessionOfBuyerB = await one('select id::text as value from "Session" order by "createdAt" desc limit 1');
  expect(await ask('addPasskeyAction', { ...(await newPasskey()), name: 'First' })).toBe('ok');
  const passkeyOfBuyerB = await one('select id::text as value from "Passkey" order by "createdAt" desc limit 1');
  for (const kind of ['RESTRICTION', 'RECTIFICATION']) expect(await ask('askRightAction', { kind, statement: 'A row of the access matrix' })).toBe('ok');
  const rightOf = (kind: string) => one(`select id::text as value from "RightsRequest" where kind = '${kind}' order by "openedAt" desc limit 1`);
  const next = await newPasskey();
  return {
    sessionOfBuyerB, passkeyOfBuyerB, challengeOfBuyerB: next.challengeId, newPasskeyOfBuyerB: JSON.stringify(next.response), rightOfBuyerB: await rightOf('RECTIFICATION'), otherRightOfBuyerB: await rightOf('RESTRICTION'),
    linkOfBuyerB: /\/api\/downloads\/([\w.-]+)/.exec(await say('grantDownloadAction', { entitlementId }))?.[1] ?? '',
  };
}

/** An order for something that costs nothing. */
async function findFreeOffer(db: pg.Client) {
  const { rows } = await db.query<{ listingId: string; licenceSha256: string }>('select o."listingId"::text, o."licenceSha256" from "Order" o join "Listing" l on l.id = o."listingId" where l."priceMinor" = 0 and l.status = \'PUBLISHED\' order by o.id limit 1');
  return { listingId: rows[0]?.listingId ?? '', licenceSha256: rows[0]?.licenceSha256 ?? '', quotedMinor: 0, idempotencyKey: randomUUID() };
}

async function signIn(request: APIRequestContext, email: string, secret: string): Promise<void> {
  const { csrfToken } = (await (await request.get('/api/auth/csrf')).json()) as { csrfToken: string };
  await request.post('/api/auth/callback/credentials', { form: { csrfToken, email, password: secret, json: 'true' } });
  const me = (await (await request.get('/api/me')).json()) as { account: { email: string } | null };
  expect(me.account?.email).toBe(email);
}

async function callAction(request: APIRequestContext, action: { readonly id: string; readonly page: string }, input: unknown): Promise<string> {
  const { text, status } = await sayAction(request, action, input);
  return /"ok":true/.test(text) ? 'ok' : /"refusal":\{"code":"([a-z-]+)"/.exec(text)?.[1] ?? `no answer: ${status}`;
}

async function sayAction(request: APIRequestContext, { id, page }: { readonly id: string; readonly page: string }, input: unknown): Promise<{ readonly text: string; readonly status: number }> {
  // Any page that carries the action will do; its brackets may hold anything.
  const path = page.replace(/^app\/|\/page$/g, '').replace('[locale]', 'en').replace(/\/\([^)]*\)/g, '').replace(/\[[^\]]*\]/g, 'x');
  const answer = await request.post(`/${path}`, { headers: { 'next-action': id, accept: 'text/x-component', 'content-type': 'text/plain;charset=UTF-8' }, data: JSON.stringify([input]), maxRedirects: 0 });
  return { text: await answer.text(), status: answer.status() };
}

/** Past the question whether she may: it worked, or the row says what else she is told. A sound input is never called unsound. */
function isPassed(row: Row, code: string): boolean {
  return code === 'ok' || code === row.reaches || (row.says ?? []).includes(code);
}

/** Told that she may not, and nothing that only somebody who may would be told. */
function isDenial(row: Row, code: string): boolean {
  return denials.includes(code) && code !== row.reaches && !(row.says ?? []).includes(code);
}

/** Status, type and body, without what differs between any two answers. */
async function answerOf(request: APIRequestContext | undefined, address: string, id: string): Promise<string> {
  const answer = await request?.get(address.replace('ID', id), { maxRedirects: 0 });
  const { 'x-request-id': requestId = '-', 'content-security-policy': policy = '', 'content-type': type } = answer?.headers() ?? {};
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '-';
  return `${answer?.status()} ${type} ${(await answer?.text() ?? '').replaceAll(id, 'ID').replaceAll(requestId, 'REQUEST').replaceAll(nonce, 'NONCE')}`;
}

test('S1 S2 S3 every page, route and action lets in whom it is for and nobody else; P1 no body tells the id of a person or her pseudonym in the market, somebody\'s address, or a plain hash of either', async ({ playwright, baseURL }) => {
  test.setTimeout(900_000);
  const actions = readActions();
  const db = new pg.Client({ connectionString: process.env.DATABASE_URL ?? readFileSync(join(state, 'database-url'), 'utf8') });
  await db.connect();
  const visitors = new Map<Person, Visitor>();
  for (const person of people) visitors.set(person, { request: await playwright.request.newContext({ ...(baseURL === undefined ? {} : { baseURL }), extraHTTPHeaders: { origin: baseURL ?? '' } }), email: null });
  const enter = async (person: Person, email: string, secret: string) => {
    const request = visitors.get(person)?.request;
    if (!request) throw new Error(person);
    visitors.set(person, { request, email });
    await signIn(request, email, secret);
    return request;
  };
  // The log's first checkpoint is signed at the start.
  await expect.poll(async () => (await visitors.get('anonymous')?.request.get('/api/transparency/checkpoint'))?.status(), { timeout: 20_000 }).toBe(200);
  for (const [person, role] of [['buyerA', 'buyer'], ['sellerA', 'seller'], ['auditor', 'auditor'], ['administrator', 'administrator']] as const) {
    const login = logins.find((each) => each.role === role);
    await enter(person, login?.email ?? '', login?.password ?? '');
  }
  const action = (name: string) => actions.get(name) ?? { id: '', page: '' };
  const anonymous = visitors.get('anonymous')?.request;
  if (!anonymous) throw new Error('nobody');
  const free = await findFreeOffer(db);
  const { token: noticeToken } = (await (await anonymous.get('/api/consent?locale=en')).json()) as { token: string };
  for (const person of ['buyerB', 'sellerB'] as const) {
    const email = `${person.toLowerCase()}-${Date.now()}@mail.example`;
    expect(await callAction(anonymous, action('signUpAction'), { email, password, locale: 'en', noticeToken })).toBe('ok');
    const request = await enter(person, email, password);
    const notice = (await (await request.get('/api/consent?locale=en')).json()) as { token: string };
    expect((await request.post('/api/consent', { data: { noticeToken: notice.token, choices: { personalisation: false, 'market-statistics': false }, surface: 'privacy-page' } })).status()).toBe(200);
    if (person === 'buyerB') expect(await callAction(request, action('placeOrderAction'), free)).toBe('ok');
    if (person === 'sellerB') expect(await callAction(request, action('becomeSellerAction'), { name: `Matrix ${Date.now()}`, about: '' })).toBe('ok');
  }

  const [{ rows: accounts }, found] = await Promise.all([db.query<{ id: string }>('select id::text as id from "Identity" union all select "accountId"::text from "Identity"'), findFacts(db)]);
  const users = await (await visitors.get('administrator')?.request.get('/en/admin/users'))?.text();
  const order = await db.query<{ id: string }>('select id::text as id from "Order" where "idempotencyKey" = $1', [free.idempotencyKey]);
  const entitlement = await db.query<{ id: string }>('select id::text as id from "Entitlement" where "orderId" = $1', [order.rows[0]?.id]);
  const requestOf = (person: Person) => visitors.get(person)?.request ?? anonymous;
  const asking = (person: Person): Ask => (name, input) => callAction(requestOf(person), action(name), input);
  const again = async () => { const other = await playwright.request.newContext({ ...(baseURL === undefined ? {} : { baseURL }), extraHTTPHeaders: { origin: baseURL ?? '' } }); await signIn(other, visitors.get('buyerB')?.email ?? '', password); await other.dispose(); };
  const entitlementOfBuyerB = entitlement.rows[0]?.id ?? '';
  const prepared = {
    ...(await prepareSeller(db, requestOf('sellerB'), asking('sellerB'))),
    ...(await prepareBuyer(db, { request: requestOf('buyerB'), again, origin: baseURL ?? '' }, { ask: asking('buyerB'), say: async (name, input) => (await sayAction(requestOf('buyerB'), action(name), input)).text }, entitlementOfBuyerB)),
  };
  // The notice is shown to each of them: a proof of it is worth nothing in other hands.
  const tokens = new Map<Person, string>();
  for (const person of people) tokens.set(person, ((await (await requestOf(person).get('/api/consent?locale=en')).json()) as { token: string }).token);
  const own = (person: Person): Facts => ({ ...facts, noticeToken: tokens.get(person) ?? '' });
  const facts: Facts = { ...found, ...prepared, entitlementOfBuyerB, noticeToken, freeListing: free.listingId, freeLicence: free.licenceSha256, person: /p1_[\w-]{22}/.exec(users ?? '')?.[0] ?? '', orderOfBuyerB: order.rows[0]?.id ?? '' };
  expect(facts.person).toMatch(/^p1_/);
  expect(Object.entries(facts).filter(([, value]) => value === '')).toEqual([]);
  const secretsOf = accounts.map(({ id }) => id);
  const hashes = secretsOf.slice(0, 30).concat(secretsOf.slice(-30)).concat(logins.map(({ email }) => email)).flatMap((value) => ['md5', 'sha1', 'sha256', 'sha512'].flatMap((algorithm) => {
    const digest = createHash(algorithm).update(value).digest();
    return [digest.toString('hex'), digest.toString('base64'), digest.toString('base64url')];
  }));
  const leaks: string[] = [];
  const wrong: string[] = [];
  const look = async (door: string, person: Person, answer: APIResponse) => {
    const body = (await answer.body()).toString('utf8');
    const foreign = logins.map(({ email }) => email).filter((email) => email !== visitors.get(person)?.email);
    // An id and a digest are a run of such characters, or stand in one: nothing else of a page needs to be searched for a thousand of them.
    const runs = (body.match(/[\w+/=-]{22,}/g) ?? []).join(' ');
    for (const secret of [...[...secretsOf, ...hashes].filter((each) => runs.includes(each)), ...foreign.filter((each) => body.includes(each))]) leaks.push(`${door} as ${person} tells ${secret}`);
  };

  for (const [door, row] of Object.entries(accessTable)) {
    const [kind = '', path = ''] = door.split(' ');
    for (const person of people) {
      const request = visitors.get(person)?.request;
      if (!request) continue;
      const mayPass = row.who.includes(person);
      if (mayPass && row.provenBy !== undefined) continue;
      if (kind === 'action') {
        const code = await callAction(request, action(path), row.input?.(own(person)));
        if (mayPass ? !isPassed(row, code) : !isDenial(row, code)) wrong.push(`${door} as ${person}: ${code}`);
        continue;
      }
      const url = addressOf(path, row, facts, kind === 'page' ? '/en' : '') + (typeof row.query === 'function' ? row.query(facts) : row.query ?? '');
      const answer = await request.fetch(url, { method: kind === 'page' ? 'GET' : kind, headers: row.headers ?? {}, maxRedirects: 0, ...(row.input === undefined ? {} : { data: row.input(own(person)) as string | object }) });
      await look(door, person, answer);
      const told = answer.headers()['content-type']?.includes('json') && kind !== 'HEAD' ? ((await answer.json()) as { code?: string } | null)?.code ?? '' : '';
      const isToSignIn = answer.status() === 307 && (answer.headers().location ?? '').includes('/sign-in');
      const isPast = answer.status() < 400 ? !isToSignIn : isPassed(row, told || String(answer.status()));
      const isRefused = isToSignIn || ([401, 403, 404].includes(answer.status()) && (told === '' || isDenial(row, told)));
      if (mayPass ? !isPast : !isRefused) wrong.push(`${door} (${url}) as ${person}: ${answer.status()} ${told}`);
    }
  }
  // S2: what is somebody else's is answered like what is not there, to the last byte but its own id.
  for (const [person, address, id] of [
    ['buyerA', '/api/receipts/orders/ID', facts.orderOfBuyerB], ['sellerB', '/api/uploads/ID', facts.revisionOfSellerA], ['sellerB', '/api/uploads/ID/progress', facts.revisionOfSellerA],
    ['sellerB', '/en/sell/listings/ID', facts.listingOfSellerA], ['sellerB', '/en/sell/listings/ID/edit', facts.listingOfSellerA], ['sellerB', '/en/sell/listings/ID/studio', facts.listingOfSellerA], ['sellerB', '/en/sell/listings/ID/revisions', facts.listingOfSellerA],
  ] as const) {
    const [foreign, missing] = await Promise.all([id, randomUUID()].map((each) => answerOf(visitors.get(person)?.request, address, each)));
    if (foreign !== missing) wrong.push(`S2 ${address} as ${person} tells somebody else's from nobody's`);
  }
  for (const { request } of visitors.values()) await request.dispose();
  await db.end();
  // S3: all of this was so in a build without any middleware; there is none to be removed.
  const built = (name: string) => JSON.parse(readFileSync(join(root, '.next/server', name), 'utf8')) as { readonly middleware?: object; readonly functions?: object };
  const layers = [...Object.keys(built('middleware-manifest.json').middleware ?? {}), ...Object.keys(built('functions-config-manifest.json').functions ?? {}).filter((name) => name.includes('middleware'))];
  const files = ['', 'src/'].flatMap((folder) => ['proxy', 'middleware'].flatMap((name) => ['ts', 'js', 'mts', 'mjs', 'tsx'].map((ending) => `${folder}${name}.${ending}`)));
  expect({ wrong, leaks: leaks.slice(0, 20) }).toEqual({ wrong: [], leaks: [] });
  // Last, so that one who puts such a layer there sees first that it decided nothing.
  expect([layers, files.filter((file) => existsSync(join(root, file)))]).toEqual([[], []]);
});
