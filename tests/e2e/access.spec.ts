import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { expect, test, type APIRequestContext, type APIResponse } from '@playwright/test';
import { accessTable, people, type Facts, type Person, type Row } from '../access/table';

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

async function findFacts(db: pg.Client): Promise<Facts> {
  const one = async (sql: string) => String(((await db.query<{ value: string }>(sql)).rows[0] ?? { value: '' }).value);
  const seller = await one(`select s."accountId"::text as value from "Seller" s join "Listing" l on l."sellerId" = s."accountId" where s.name = (select name from "Seller" where slug like 'harbour%' limit 1) limit 1`);
  const listing = await one(`select id::text as value from "Listing" where "sellerId" = '${seller}' and status = 'PUBLISHED' order by id limit 1`);
  return {
    slug: await one(`select slug as value from "Listing" where id = '${listing}'`), sellerSlug: await one(`select slug as value from "Seller" where "accountId" = '${seller}'`), listingOfSellerA: listing,
    slugOfRevised: await one('select l.slug as value from "Release" r join "Listing" l on l.id = r."listingId" where r."cancelledAt" is null order by r.id limit 1'),
    numberOfRevised: await one('select v.number::text as value from "Release" r join "Revision" v on v.id = r."revisionId" where r."cancelledAt" is null order by r.id limit 1'),
    revisionOfSellerA: await one(`select "revisionId"::text as value from "Listing" where id = '${listing}'`), orderOfBuyerB: '', person: '', noticeToken: '', freeListing: '', freeLicence: '', draftOfSellerB: '', revisionOfSellerB: '', spareRevisionOfSellerB: '', entitlementOfBuyerB: '',
    sellerName: await one(`select name as value from "Seller" where "accountId" = '${seller}'`), price: await one(`select "priceMinor"::text as value from "Listing" where id = '${listing}'`), choice: await one('select "choiceId"::text as value from "ConsentRecord" order by at limit 1'),
  };
}

/** Two tables of a seller's own, one of them a draft of a listing. */
async function prepareSeller(db: pg.Client, request: APIRequestContext | undefined, draft: { readonly id: string; readonly page: string }) {
  const ids: string[] = [];
  for (const name of ['matrix.csv', 'spare.csv']) {
    const answer = await request?.post(`/api/uploads?name=${name}&locale=en`, { data: Buffer.from(`station,depth\n${name.length},2\n3,4\n5,6\n`), headers: { 'content-type': 'application/octet-stream' } });
    ids.push(((await answer?.json()) as { id?: string }).id ?? '');
  }
  const [revisionOfSellerB = '', spareRevisionOfSellerB = ''] = ids;
  if (request) expect(await callAction(request, draft, { revisionId: revisionOfSellerB, title: 'A row of the matrix', category: 'mobility', licenceCode: 'US-PD' })).toBe('ok');
  const { rows } = await db.query<{ id: string }>('select id::text as id from "Listing" where "revisionId" = $1', [revisionOfSellerB]);
  return { revisionOfSellerB, spareRevisionOfSellerB, draftOfSellerB: rows[0]?.id ?? '' };
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

async function callAction(request: APIRequestContext, { id, page }: { readonly id: string; readonly page: string }, input: unknown): Promise<string> {
  // Any page that carries the action will do; its brackets may hold anything.
  const path = page.replace(/^app\/|\/page$/g, '').replace('[locale]', 'en').replace(/\/\([^)]*\)/g, '').replace(/\[[^\]]*\]/g, 'x');
  const answer = await request.post(`/${path}`, { headers: { 'next-action': id, accept: 'text/x-component', 'content-type': 'text/plain;charset=UTF-8' }, data: JSON.stringify([input]), maxRedirects: 0 });
  const text = await answer.text();
  return /"ok":true/.test(text) ? 'ok' : /"refusal":\{"code":"([a-z-]+)"/.exec(text)?.[1] ?? `no answer: ${answer.status()}`;
}

/** Status, type and body, without what differs between any two answers. */
async function answerOf(request: APIRequestContext | undefined, address: string, id: string): Promise<string> {
  const answer = await request?.get(address.replace('ID', id), { maxRedirects: 0 });
  const { 'x-request-id': requestId = '-', 'content-security-policy': policy = '', 'content-type': type } = answer?.headers() ?? {};
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '-';
  return `${answer?.status()} ${type} ${(await answer?.text() ?? '').replaceAll(id, 'ID').replaceAll(requestId, 'REQUEST').replaceAll(nonce, 'NONCE')}`;
}

test('S1 S2 S3 every page, route and action lets in whom it is for and nobody else; P1 no body tells an account id, somebody\'s address, or a plain hash of either', async ({ playwright, baseURL }) => {
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
  // The log's first checkpoint is signed within a minute of the start.
  await expect.poll(async () => (await visitors.get('anonymous')?.request.get('/api/transparency/checkpoint'))?.status(), { timeout: 150_000, intervals: [1_000] }).toBe(200);
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

  const [{ rows: accounts }, found] = await Promise.all([db.query<{ id: string }>('select id::text as id from "Account"'), findFacts(db)]);
  const users = await (await visitors.get('administrator')?.request.get('/en/admin/users'))?.text();
  const order = await db.query<{ id: string }>('select id::text as id from "Order" where "idempotencyKey" = $1', [free.idempotencyKey]);
  const entitlement = await db.query<{ id: string }>('select id::text as id from "Entitlement" where "orderId" = $1', [order.rows[0]?.id]);
  const own = await prepareSeller(db, visitors.get('sellerB')?.request, action('draftListingAction'));
  const facts: Facts = { ...found, ...own, noticeToken, freeListing: free.listingId, freeLicence: free.licenceSha256, entitlementOfBuyerB: entitlement.rows[0]?.id ?? '', person: /p1_[\w-]{22}/.exec(users ?? '')?.[0] ?? '', orderOfBuyerB: order.rows[0]?.id ?? '' };
  expect(facts.person).toMatch(/^p1_/);
  expect(Object.entries(facts).filter(([, value]) => value === '')).toEqual([]);
  const secretsOf = accounts.map(({ id }) => id);
  const hashes = secretsOf.slice(0, 40).concat(logins.map(({ email }) => email)).flatMap((value) => ['md5', 'sha1', 'sha256', 'sha512'].flatMap((algorithm) => {
    const digest = createHash(algorithm).update(value).digest();
    return [digest.toString('hex'), digest.toString('base64'), digest.toString('base64url')];
  }));
  const leaks: string[] = [];
  const wrong: string[] = [];
  const look = async (door: string, person: Person, answer: APIResponse) => {
    const body = (await answer.body()).toString('utf8');
    const foreign = logins.map(({ email }) => email).filter((email) => email !== visitors.get(person)?.email);
    for (const secret of [...secretsOf, ...foreign, ...hashes]) if (body.includes(secret)) leaks.push(`${door} as ${person} tells ${secret}`);
  };

  for (const [door, row] of Object.entries(accessTable)) {
    const [kind = '', path = ''] = door.split(' ');
    for (const person of people) {
      const request = visitors.get(person)?.request;
      if (!request) continue;
      const mayPass = row.who.includes(person);
      if (kind === 'action') {
        if (row.input === undefined && mayPass) continue;
        const code = await callAction(request, action(path), row.input ? row.input(facts) : {});
        const isDenied = (denials.includes(code) && code !== row.reaches) || (row.input === undefined && code !== 'ok' && !code.startsWith('no answer'));
        if (isDenied === mayPass || code.startsWith('no answer')) wrong.push(`${door} as ${person}: ${code}`);
        continue;
      }
      const url = addressOf(path, row, facts, kind === 'page' ? '/en' : '') + (row.query ?? '');
      // An upload asks for its protocol's version before anything else.
      const headers = path.startsWith('/api/uploads/tus') ? { 'tus-resumable': '1.0.0' } : {};
      const writes = kind !== 'page' && !['GET', 'HEAD', 'OPTIONS'].includes(kind);
      if (writes && row.input === undefined && mayPass) continue;
      const answer = await request.fetch(url, { method: kind === 'page' ? 'GET' : kind, headers, maxRedirects: 0, ...(row.input === undefined ? {} : { data: row.input(facts) }) });
      await look(door, person, answer);
      const code = answer.headers()['content-type']?.includes('problem+json') && kind !== 'HEAD' ? ((await answer.json()) as { code?: string }).code ?? '' : '';
      const isDenied = ([401, 403, 404].includes(answer.status()) && code !== 'credentials-wrong') || (writes && row.input === undefined && !answer.ok()) ? true : answer.status() === 307 && (answer.headers().location ?? '').includes('/sign-in');
      if (isDenied === mayPass || answer.status() >= 500) wrong.push(`${door} (${url}) as ${person}: ${answer.status()} ${code}`);
    }
  }
  // S2: what is somebody else's is answered like what is not there, to the last byte but its own id.
  for (const [person, address, id] of [
    ['buyerA', '/api/receipts/orders/ID', facts.orderOfBuyerB], ['sellerB', '/api/uploads/ID', facts.revisionOfSellerA], ['sellerB', '/api/uploads/ID/progress', facts.revisionOfSellerA],
    ['sellerB', '/en/sell/listings/ID', facts.listingOfSellerA], ['sellerB', '/en/sell/listings/ID/studio', facts.listingOfSellerA], ['sellerB', '/en/sell/listings/ID/revisions', facts.listingOfSellerA],
  ] as const) {
    const [foreign, missing] = await Promise.all([id, randomUUID()].map((each) => answerOf(visitors.get(person)?.request, address, each)));
    if (foreign !== missing) wrong.push(`S2 ${address} as ${person} tells somebody else's from nobody's`);
  }
  for (const { request } of visitors.values()) await request.dispose();
  await db.end();
  // S3: all of this was so in a build without any middleware; there is none to be removed.
  const { middleware } = JSON.parse(readFileSync(join(root, '.next/server/middleware-manifest.json'), 'utf8')) as { middleware: object };
  expect([Object.keys(middleware), existsSync(join(root, 'proxy.ts'))]).toEqual([[], false]);
  expect({ wrong, leaks: leaks.slice(0, 20) }).toEqual({ wrong: [], leaks: [] });
});
