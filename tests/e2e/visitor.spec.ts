import { expect, test } from './support/fixtures';

test('the address without a language leads to the language of the browser', async ({ page, request }) => {
  const chinese = await request.get('/', { headers: { 'accept-language': 'zh-CN,zh;q=0.9' }, maxRedirects: 0 });
  expect(chinese.headers().location).toBe('/zh');
  await page.goto('/');
  await expect(page).toHaveURL(/\/en$/);
});

test('C3 C18 the market is readable at once, every switch is off, and nothing is kept or fetched elsewhere before a choice', async ({ page, context }) => {
  await page.goto('/en');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Refuse all' })).toBeVisible();
  for (const purpose of ['Personal recommendations', 'Market statistics']) await expect(page.getByRole('switch', { name: purpose })).not.toBeChecked();
  // next-auth's own session and CSRF cookies, and nothing besides: what was fetched from elsewhere the page's fixture would have told.
  for (const { name } of await context.cookies()) expect(name).toMatch(/^(?:__Host-)?(?:databourse-session|next-auth\.(?:csrf-token|callback-url))$/);
  for (const path of ['/en', '/en/privacy', '/en/sign-up', '/zh/sign-in']) expect(await (await page.request.get(path)).text(), path).not.toMatch(/<\w[^>]*\s(?:checked(?=[\s=>/])|aria-checked="true"|data-checked)/);
  // No box that bundles: who signs up is asked for nothing optional at all.
  await page.goto('/en/sign-up');
  await expect(page.getByRole('main').getByRole('checkbox')).toHaveCount(0);
  await expect(page.getByRole('main').getByRole('switch')).toHaveCount(0);
  const list = (await (await page.request.get('/api/recommendations')).json()) as { isPersonal: boolean; notPersonalBecause: string };
  expect(list).toMatchObject({ isPersonal: false, notPersonalBecause: 'no-consent' });
});

test('C4 refusing is as easy as accepting, comes first, works by keyboard, and the page remembers it', async ({ page }) => {
  await page.goto('/en');
  const [refuse, accept] = [page.getByRole('button', { name: 'Refuse all' }), page.getByRole('button', { name: 'Accept all' })];
  await expect(refuse).toBeVisible();
  const [left, right] = [await refuse.boundingBox(), await accept.boundingBox()];
  expect(Math.abs((left?.width ?? 0) - (right?.width ?? 1))).toBeLessThanOrEqual(2);
  expect(left?.height).toBe(right?.height);
  // Neighbours on one layer, refusing first, one click each, and each can be reached by Tab.
  expect(await refuse.evaluate((button) => button.nextElementSibling?.textContent)).toBe('Accept all');
  await refuse.focus();
  await page.keyboard.press('Tab');
  await expect(accept).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(refuse).toBeHidden();
  await page.reload();
  await page.waitForLoadState('networkidle');
  await expect(page.getByRole('button', { name: 'Refuse all' })).toBeHidden();
});

test('two visitors who agreed to nothing get the same list, byte for byte', async ({ playwright, baseURL }) => {
  const bodies = await Promise.all([1, 2].map(async () => {
    const visitor = await playwright.request.newContext(baseURL === undefined ? {} : { baseURL });
    const body = await (await visitor.get('/api/recommendations?size=8')).text();
    await visitor.dispose();
    return body;
  }));
  expect(bodies[0]).toBe(bodies[1]);
});

test('the market can be searched in words, narrowed by facets, and an empty result says what to do', async ({ page }) => {
  await page.goto('/en/search?q=weather');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('weather');
  await expect(page.getByRole('link', { name: /weather/i }).first()).toBeVisible();
  await page.goto('/en/search?category=mobility&price=free');
  await expect(page.getByText(/One dataset|\d+ datasets/).first()).toBeVisible();
  await page.goto('/en/search');
  await page.getByRole('group', { name: 'Quality grade' }).getByRole('link', { name: /^Grade B or better/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/en\/search\?grade=B$/);
  await page.getByRole('group', { name: 'Rows' }).getByRole('link', { name: /^1,000 rows or more/ }).click();
  await expect(page).toHaveURL(/grade=B&rows=1000$/);
  await expect(page.getByRole('group', { name: 'Released' })).toBeVisible();
  await page.getByRole('link', { name: 'Remove filter: Grade B or better' }).click();
  await expect(page).toHaveURL(/\/en\/search\?rows=1000$/);
  await page.goto('/en/search?q=pengiuns');
  await page.getByRole('link', { name: 'penguins', exact: true }).click();
  await expect(page).toHaveURL(/\/en\/search\?q=penguins$/);
  await expect(page.getByRole('link', { name: /penguins/i }).first()).toBeVisible();
  await expect(page.getByText('Did you mean')).toBeHidden();
  await page.goto('/en/search?q=zzzzzz-nothing');
  await expect(page.getByText(/No dataset fits/).first()).toBeVisible();
  await page.goto('/zh/search?q=flights');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
});

test('a dataset shows its rows, its columns and why it costs what it costs', async ({ page }) => {
  await page.goto('/en/search?q=penguins');
  await page.getByRole('link', { name: /penguins/i }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/penguin/i);
  await expect(page.getByRole('table', { name: /Sample rows/ })).toBeVisible();
  await expect(page.getByText('Suggested price').first()).toBeVisible();
  await expect(page.getByRole('heading', { name: 'What you may do with it' })).toBeVisible();
});

test('nothing hangs over the edge of a small screen', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ['/en', '/zh', '/en/search', '/en/privacy', '/en/sign-up']) {
    await page.goto(path);
    const overhang = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overhang, path).toBeLessThanOrEqual(0);
  }
});

test('an address without a page says so in the language of the address', async ({ page }) => {
  const answer = await page.goto('/zh/nothing-here');
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('这里什么也没有');
});

test('S9 every answer closes what a browser would otherwise leave open', async ({ request }) => {
  const own = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
  const asset = /\/_next\/static\/[^"]+\.js/.exec(await (await request.get('/en')).text())?.[0] ?? '';
  const kinds = [
    ...['/en', '/zh', '/en/search', '/en/sign-in', '/api/me', '/api/notices/privacy/1?locale=en', '/.well-known/gpc.json', '/verify-receipt.mjs', '/icon.svg', asset].map((path) => [path, 200, () => request.get(path)] as const),
    ['a redirect', 307, () => request.get('/', { maxRedirects: 0 })],
    ['a page for somebody signed in', 307, () => request.get('/en/account', { maxRedirects: 0 })],
    ['a page that is not there', 404, () => request.get('/en/nothing-here')],
    ['an address of the API that is not there', 404, () => request.get('/api/nothing')],
    ['a broken body', 400, () => request.post('/api/events', { headers: own, data: Buffer.from('{') })],
    ['another site', 403, () => request.post('/api/events', { headers: { ...own, 'sec-fetch-site': 'cross-site' }, data: {} })],
    ['another verb', 405, () => request.delete('/api/me', { headers: own })],
    ['too much', 413, () => request.post('/api/events', { headers: own, data: { text: 'x'.repeat(70_000) } })],
    ['another type', 415, () => request.post('/api/events', { headers: { ...own, 'content-type': 'text/plain' }, data: 'x' })],
  ] as const;
  for (const [path, status, ask] of kinds) {
    const answer = await ask();
    const headers = answer.headers();
    expect(answer.status(), path).toBe(status);
    expect([headers['referrer-policy'], headers['cross-origin-opener-policy'], headers['permissions-policy']], path).toEqual(['strict-origin-when-cross-origin', 'same-origin', expect.stringContaining('camera=()')]);
    expect(headers['x-content-type-options'], path).toBe('nosniff');
    expect(headers['x-request-id'], path).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers['x-powered-by'], path).toBeUndefined();
    const policy = headers['content-security-policy'] ?? '';
    expect(policy, path).toContain("frame-ancestors 'none'");
    expect(/script-src[^;]*/.exec(policy)?.[0] ?? '', path).not.toContain("'unsafe-inline'");
  }
  const spoofed = await request.get('/api/me', { headers: { 'x-request-id': 'forged', 'x-middleware-subrequest': 'middleware' } });
  expect(spoofed.headers()['x-request-id']).not.toBe('forged');
});

test('C10 C11 Global Privacy Control keeps both purposes off and says so', async ({ playwright, baseURL, request }) => {
  const declared = await request.get('/.well-known/gpc.json');
  expect(declared.headers()['content-type']).toMatch(/^application\/json/);
  const { gpc, lastUpdate } = (await declared.json()) as { gpc: boolean; lastUpdate: string };
  expect(gpc).toBe(true);
  // RFC 3339: a whole date, not after today.
  expect(lastUpdate).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  expect(Date.parse(lastUpdate)).toBeLessThanOrEqual(Date.now());
  const visitor = await playwright.request.newContext({ ...(baseURL === undefined ? {} : { baseURL }), extraHTTPHeaders: { 'sec-gpc': '1', 'sec-fetch-site': 'same-origin' } });
  const { token } = (await (await visitor.get('/api/consent')).json()) as { token: string };
  const choice = { noticeToken: token, choices: { personalisation: true, 'market-statistics': true }, surface: 'banner' };
  // Agreeing against the signal is asked about once; until then nothing is kept.
  const asked = await visitor.post('/api/consent', { data: choice });
  expect([asked.status(), await asked.json()]).toMatchObject([409, { code: 'gpc-conflict' }]);
  expect(await (await visitor.post('/api/consent', { data: { ...choice, despiteGpc: true } })).json()).toMatchObject({ granted: [], isSuppressedByGpc: true });
  expect((await visitor.post('/api/consent', { data: choice })).status()).toBe(200);
  expect(await (await visitor.get('/api/recommendations')).json()).toMatchObject({ isPersonal: false, notPersonalBecause: 'gpc' });
  await visitor.dispose();
});

test('S8 a change that comes from another site is refused, and so is one that says nothing of where it comes from', async ({ request }) => {
  const foreign = [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { origin: 'http://evil.example' }, { origin: 'null' }, {}];
  for (const headers of foreign) {
    const answer = await request.post('/api/events', { data: { events: [{ kind: 'VIEW', listingId: '00000000-0000-4000-8000-000000000000' }] }, headers });
    expect([answer.status(), await answer.json()], JSON.stringify(headers)).toMatchObject([403, { code: 'cross-origin' }]);
    const action = await request.post('/en/sign-in', { data: '[]', headers: { 'next-action': '0'.repeat(42), 'content-type': 'text/plain;charset=UTF-8', ...headers } });
    expect([action.status(), await action.json()], JSON.stringify(headers)).toMatchObject([403, { code: 'cross-origin', requestId: action.headers()['x-request-id'] }]);
    expect((await request.post('/api/auth/callback/credentials', { form: { email: 'buyer@demo.example', password: 'x' }, headers })).status(), JSON.stringify(headers)).toBe(403);
  }
});

test('a page that everybody sees alike is confirmed without being sent again', async ({ request }) => {
  const first = await request.get('/en');
  const { etag = '', 'cache-control': kept, 'content-security-policy': policy } = first.headers();
  expect(kept).toBe('private, no-cache');
  expect(policy).toMatch(/script-src 'nonce-[^']+' 'strict-dynamic'/);
  const second = await request.get('/en', { headers: { 'if-none-match': etag } });
  expect(second.status()).toBe(304);
  expect(second.headers()['content-security-policy']).toBeUndefined();
  expect((await request.get('/en', { headers: { 'if-none-match': 'W/"else"' } })).status()).toBe(200);
});
