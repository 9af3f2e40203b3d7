import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { expect, signInAs, test } from './support/fixtures';
import { password, refuseIfAsked, signUpNew } from './support/people';

const noncePattern = /script-src 'nonce-([A-Za-z0-9+/=]+)' 'strict-dynamic'/;

test('S9 every page, cached or made for its reader, names its scripts by a nonce of that answer, which nothing of another answer bears', async ({ request, browser, baseURL }) => {
  const seen = new Set<string>();
  for (const path of ['/en', '/en', '/zh', '/en/search?q=weather', '/en/sign-in', '/en/privacy', '/en/nothing-here']) {
    const answer = await request.get(path);
    const { 'content-security-policy': policy = '', 'permissions-policy': permissions, 'referrer-policy': referrer, 'cross-origin-opener-policy': opener, 'x-powered-by': powered } = answer.headers();
    const nonce = noncePattern.exec(policy)?.[1] ?? '';
    expect(nonce, path).not.toBe('');
    expect(seen.has(nonce), path).toBe(false);
    seen.add(nonce);
    const body = await answer.text();
    const scripts = [...body.matchAll(/<script(?=[\s>])[^>]*>/g)].map(([tag]) => tag);
    expect(scripts.length, path).toBeGreaterThan(3);
    // One and no other: a browser trusts no tag that bears two.
    expect(scripts.filter((tag) => tag.match(/\snonce="([^"]*)"/g)?.join() !== ` nonce="${nonce}"`), path).toEqual([]);
    expect([permissions, referrer, opener, powered], path).toEqual([expect.stringContaining('camera=()'), 'strict-origin-when-cross-origin', 'same-origin', undefined]);
    expect(policy, path).toContain("frame-ancestors 'none'");
  }
  for (const path of ['/api/me', '/.well-known/gpc.json', '/api/nothing']) expect((await request.get(path)).headers()['content-security-policy'], path).toContain("default-src 'none'");
  // The page itself runs; what somebody else put into it does not. The browser complains about that on its console, so a page without that check.
  const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const page = await context.newPage();
  await page.goto('/en');
  await expect(page.getByRole('button', { name: 'Refuse all' })).toBeVisible();
  await page.evaluate(() => { document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="document.title = \'planted\'">'); });
  await page.waitForTimeout(300);
  expect(await page.title()).not.toBe('planted');
  await context.close();
});

test('S9 what is made for a signed-in reader is kept by no cache', async ({ page }) => {
  await signUpNew(page);
  for (const path of ['/en/account', '/en/account/privacy', '/en/account/rights', '/api/me', '/api/rights/export?format=json']) expect((await page.request.get(path)).headers()['cache-control'], path).toMatch(/no-store/);
});

test('S4 the session cookie can be read by no script, goes to no other site, and leads nowhere once it ended', async ({ page, context, playwright, baseURL }) => {
  await signUpNew(page);
  const cookie = (await context.cookies()).find((each) => each.name.endsWith('databourse-session'));
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  const thief = await playwright.request.newContext({ ...(baseURL === undefined ? {} : { baseURL }), extraHTTPHeaders: { cookie: `${cookie?.name ?? ''}=${cookie?.value ?? ''}` } });
  expect(await (await thief.get('/api/me')).json()).not.toMatchObject({ account: null });
  await page.goto('/en/account');
  await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL((url) => !url.pathname.includes('/account'));
  expect(await (await thief.get('/api/me')).json()).toMatchObject({ account: null });
  await thief.dispose();
});

test('S16 what is asked wrongly is answered by a problem with an id, and tells nothing of the inside', async ({ page, request, baseURL }) => {
  const own = { 'sec-fetch-site': 'same-origin' };
  const json = { ...own, 'content-type': 'application/json' };
  const asked = [
    ['an unknown address', 404, 'not-found', () => request.get('/api/no/such/thing')],
    ['a verb that is not there', 405, 'method-not-allowed', () => request.delete('/api/me', { headers: own })],
    ['a verb that is not there, with a body', 405, 'method-not-allowed', () => request.put('/api/consent', { headers: json, data: {} })],
    ['broken JSON', 400, 'input-invalid', () => request.post('/api/events', { headers: json, data: Buffer.from('{"kind":') })],
    ['an unknown key', 400, 'input-invalid', () => request.post('/api/passkeys', { headers: json, data: { purpose: 'sign-in', isAdmin: true } })],
    ['a zero character', 400, 'input-invalid', () => request.post('/api/passkeys', { headers: json, data: { purpose: 'sign-in\0' } })],
    ['too much', 413, 'input-too-large', () => request.post('/api/events', { headers: json, data: { text: 'x'.repeat(70_000) } })],
    ['another type', 415, 'media-type', () => request.post('/api/events', { headers: { ...own, 'content-type': 'text/plain' }, data: 'kind=VIEW' })],
    ['too much to sign in with', 413, 'input-too-large', () => request.post('/api/auth/callback/credentials', { headers: own, form: { email: 'x'.repeat(70_000) } })],
    ['a page of the sign-in library', 404, 'not-found', () => request.get('/api/auth/verify-request')],
    ['a page of its errors', 404, 'not-found', () => request.get('/api/auth/error?error=Configuration')],
    ['a verb that signing in has not', 405, 'method-not-allowed', () => request.get('/api/auth/callback/credentials')],
    ['a sign-in by something else', 404, 'not-found', () => request.post('/api/auth/callback/other', { headers: own, form: {} })],
    ['another site', 403, 'cross-origin', () => request.post('/api/events', { headers: { ...json, 'sec-fetch-site': 'cross-site' }, data: {} })],
  ] as const;
  for (const [what, status, code, ask] of asked) {
    const answer = await ask();
    expect([what, answer.status()]).toEqual([what, status]);
    expect(answer.headers()['content-type'], what).toContain('application/problem+json');
    const text = await answer.text();
    expect(JSON.parse(text), what).toMatchObject({ status, code, requestId: answer.headers()['x-request-id'] });
    if (status === 405) expect(answer.headers().allow, what).toMatch(/^GET, (?:POST, )?HEAD, OPTIONS$/);
    expect(text, what).not.toMatch(/\bat .*:\d+:\d+|node_modules|select |prisma|next\/|\/lib\//i);
  }
  expect((await request.get('/en/no/such/page')).status()).toBe(404);
  expect(await chunkedPost(baseURL ?? '')).toMatch(/^HTTP\/1\.1 413 /);

  // Signing in is limited like everything else, in the same words, though a library answers there.
  const { csrfToken } = (await (await request.get('/api/auth/csrf')).json()) as { csrfToken: string };
  const guessed = `${randomUUID()}@mail.example`;
  const guess = () => request.post('/api/auth/callback/credentials', { headers: own, form: { csrfToken, email: guessed, password: 'a wrong guess', json: 'true' } });
  const statuses: number[] = [];
  for (let turn = 0; turn < 10; turn += 1) statuses.push((await guess()).status());
  const refused = await guess();
  expect([...new Set(statuses), refused.status()]).toEqual([401, 429]);
  expect(Number(refused.headers()['retry-after'])).toBeGreaterThan(0);

  await signUpNew(page);
  let last = await page.request.post('/api/step-up', { headers: json, data: { password: 'not the password' } });
  for (let turn = 0; turn < 11 && last.status() !== 429; turn += 1) last = await page.request.post('/api/step-up', { headers: json, data: { password: 'not the password' } });
  expect(last.status()).toBe(429);
  expect(Number(last.headers()['retry-after'])).toBeGreaterThan(0);
});

/** Sends a body in chunks that never says how long it will be, until it is cut off; answers the first line that came back. */
function chunkedPost(baseURL: string): Promise<string> {
  const { hostname, port } = new URL(baseURL);
  return new Promise((settle, fail) => {
    const line = connect(Number(port), hostname);
    let answer = '';
    line.on('data', (part) => { answer += part.toString('latin1'); if (answer.includes('\r\n')) { settle(answer.split('\r\n')[0] ?? ''); line.destroy(); } });
    line.on('error', (error) => { if (answer === '') fail(error); });
    line.write(`POST /api/events HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-type: application/json\r\nsec-fetch-site: same-origin\r\ntransfer-encoding: chunked\r\n\r\n`);
    const piece = ' '.repeat(16 * 1024);
    for (let turn = 0; turn < 8; turn += 1) line.write(`${piece.length.toString(16)}\r\n${piece}\r\n`);
  });
}

test('C2 a notice is answered in each language with the text whose hash stands in every consent under it', async ({ request }) => {
  for (const locale of ['en', 'zh']) {
    const answer = await request.get(`/api/notices/privacy/1?locale=${locale}`);
    const notice = (await answer.json()) as { title: string; body: string; sha256: string; locale: string };
    expect(notice.locale).toBe(locale);
    expect(createHash('sha256').update(`${notice.title}\n\n${notice.body}`).digest('hex')).toBe(notice.sha256);
  }
  expect((await request.get('/api/notices/privacy/999')).status()).toBe(404);
});

test('C1 no account is opened without the notice: the form shows it, and a form that does not is refused', async ({ page }) => {
  await page.goto('/en/sign-up');
  const notice = page.getByRole('region', { name: 'Privacy notice' });
  await expect(notice).toContainText('What we must keep');
  const [asked] = await Promise.all([
    page.waitForRequest((request) => request.method() === 'POST' && request.url().includes('/sign-up')),
    (async () => {
      await page.getByLabel('E-mail').fill(`${randomUUID()}@mail.example`);
      await page.getByLabel('Password', { exact: false }).first().fill(password);
      await page.getByRole('main').getByRole('button', { name: 'Create account' }).click();
    })(),
  ]);
  await page.waitForURL((url) => !url.pathname.endsWith('/sign-up'));
  const [sent] = JSON.parse(asked.postData() ?? '[]') as [Record<string, unknown>];
  const { noticeToken, ...without } = { ...sent, email: `${randomUUID()}@mail.example` } as Record<string, unknown>;
  expect(String(noticeToken).split('.')).toHaveLength(2);
  for (const input of [without, { ...without, noticeToken: `${String(noticeToken).slice(0, -2)}xx` }]) {
    const answer = await page.request.post('/en/sign-up', { headers: { ...(await asked.allHeaders()), 'content-type': 'text/plain;charset=UTF-8' }, data: JSON.stringify([input]) });
    expect(await answer.text()).toContain('"code":"notice-outdated"');
  }
});

test('C10 agreeing against the browser\'s signal asks once, in a dialog, and keeps both off', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ ...(baseURL === undefined ? {} : { baseURL }), extraHTTPHeaders: { 'sec-gpc': '1' }, locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto('/en/privacy');
  const personal = page.getByRole('switch', { name: 'Personal recommendations' });
  await personal.click();
  const dialog = page.getByRole('dialog', { name: 'Your browser says no' });
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: 'Keep it off' }).first().click();
  await expect(dialog).toBeHidden();
  await expect(personal).not.toBeChecked();
  await page.getByRole('button', { name: 'Accept all' }).click();
  await dialog.getByRole('button', { name: 'Keep my yes' }).click();
  await expect(page.getByText('Your choice is saved.', { exact: false })).toBeVisible();
  expect(await (await page.request.get('/api/me', { headers: { 'sec-gpc': '1' } })).json()).toMatchObject({ consent: { granted: [], isSuppressedByGpc: true } });
  await page.reload();
  await expect(page.getByText(/Global Privacy Control/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Accept all' }).click();
  await expect(page.getByText('Your choice is saved.', { exact: false })).toBeVisible();
  await expect(dialog).toBeHidden();
  await context.close();
});

test('S6 S4 somebody signed in sees her devices and ends them', async ({ page, browser, baseURL }) => {
  const { email } = await signUpNew(page);
  const other = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const elsewhere = await other.newPage();
  await elsewhere.goto('/en/sign-in');
  await elsewhere.getByLabel('E-mail').fill(email);
  await elsewhere.getByLabel('Password').fill(password);
  await elsewhere.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
  await elsewhere.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
  await page.goto('/en/account/security');
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect.poll(async () => ((await (await elsewhere.request.get('/api/me')).json()) as { account: unknown }).account).toBeNull();
  await other.close();
});

test('A15 an auditor reads, verifies and exports the log, and what she exported proves itself without the exchange', async ({ page, checkAccessibility }) => {
  test.setTimeout(240_000);
  await signInAs(page, 'auditor');
  await refuseIfAsked(page);
  await expect.poll(async () => (await page.request.get('/api/transparency/checkpoint')).status(), { timeout: 20_000 }).toBe(200);
  await page.goto('/en/admin/audit');
  await expect(page.getByText('State of the log: Intact')).toBeVisible();
  await page.getByRole('button', { name: 'Verify now' }).click();
  await expect(page.getByText(/^Intact: all/)).toBeVisible({ timeout: 60_000 });
  await checkAccessibility();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /JSON/ }).click()]);
  const [head = '', ...lines] = (await readFile(await download.path(), 'utf8')).trim().split('\n');
  const { checkpoint } = JSON.parse(head) as { checkpoint: string };
  const [, size = '', root = ''] = checkpoint.split('\n');
  const leaves = lines.map((line) => JSON.parse(line) as { seq: string; canonical: string }).toSorted((one, other) => Number(one.seq) - Number(other.seq));
  expect(leaves.map(({ seq }) => Number(seq))).toEqual(leaves.map((_, index) => index + 1));
  expect(rootOf(leaves.slice(0, Number(size)).map(({ canonical }) => hash(Buffer.from([0]), Buffer.from(canonical)))).toString('base64')).toBe(root);
  // Her part of the office, and no more of it.
  expect(await page.getByRole('navigation', { name: 'Administration' }).getByRole('link').allInnerTexts()).toEqual(['Users', 'Audit log', 'Consents', 'Rights', 'Notices']);
  // She changes nothing: what an administrator has, she has not.
  for (const path of ['/en/admin', '/en/admin/models', '/en/admin/outbox']) expect((await page.request.get(path)).status(), path).toBe(404);
  await page.goto('/en/admin/rights');
  await expect(page.getByRole('button', { name: /Answer/ })).toHaveCount(0);
});

const hash = (...parts: readonly Buffer[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();

/** MTH of RFC 6962 §2.1, written here once more: a witness shares no code with what it checks. */
function rootOf(leaves: readonly Buffer[]): Buffer {
  const [first] = leaves;
  if (leaves.length === 1 && first) return first;
  let half = 1;
  while (half * 2 < leaves.length) half *= 2;
  return hash(Buffer.from([1]), rootOf(leaves.slice(0, half)), rootOf(leaves.slice(half)));
}
