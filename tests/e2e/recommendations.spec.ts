import { expect, test } from './support/fixtures';
import { withOwner } from './support/owner-database';
import { refuseAll, signUpNew, topUp } from './support/people';

type List = { isPersonal: boolean; notPersonalBecause: string | null; modelVersion: string; items: { card: { id: string; slug: string; title: string }; reason: { code: string; anchorTitle?: string } }[] };

test('allows it, looks around, is told why on the market home, waves one away, and has the same as everyone in one click', async ({ page, playwright, baseURL }) => {
  await signUpNew(page);
  await page.goto('/en/privacy');
  await page.getByRole('switch', { name: 'Personal recommendations' }).check();
  await expect(page.getByText('Your choice is saved.', { exact: false })).toBeVisible();
  const before = (await (await page.request.get('/api/recommendations?size=8')).json()) as List;
  expect(before).toMatchObject({ isPersonal: false, notPersonalBecause: 'no-history' });
  const opened = before.items.slice(0, 2).map(({ card }) => card);
  for (const { slug } of opened) {
    await page.goto(`/en/datasets/${slug}`);
    await page.waitForResponse((response) => response.url().endsWith('/api/events') && response.status() === 204);
  }

  await page.goto('/en');
  const row = page.getByRole('region', { name: /^(For you|Bought most, and new)$/ });
  await expect(row.getByText('Made from what you opened and bought here', { exact: false })).toBeVisible();
  const because = row.getByText(/^Because you looked at “/).first();
  await expect(because).toBeVisible();
  const said = (await because.textContent()) ?? '';
  expect(opened.some(({ title }) => said.includes(title))).toBe(true);
  const cards = row.getByRole('listitem');
  const first = (await cards.first().getByRole('link').first().textContent()) ?? '';
  await row.getByRole('button', { name: /^Don’t suggest/ }).first().click();
  await expect(cards.first().getByRole('link').first()).not.toHaveText(first);
  await page.reload();
  await expect(row.getByText(/^Because you looked at “/).first()).toBeVisible();
  const now = (await (await page.request.get('/api/recommendations?size=12')).json()) as List;
  expect(now.items.map(({ card }) => card.title)).not.toContain(first);

  // Why, with the parts of the score by name.
  await row.getByRole('link', { name: 'Why these?' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByText(opened[1]?.title ?? '-').first()).toBeVisible();

  await page.goto('/en');
  await row.getByRole('button', { name: 'Show the same for everyone' }).click();
  await expect(row.getByText('Not personal, as you chose here', { exact: false })).toBeVisible();
  await expect(row.getByRole('button', { name: 'Make it personal again' })).toBeVisible();
  const stranger = await playwright.request.newContext(baseURL === undefined ? {} : { baseURL });
  const theirs = (await (await stranger.get('/api/recommendations?size=6')).json()) as List;
  await expect(cards).toHaveCount(theirs.items.length);
  const shown = await cards.evaluateAll((tiles) => tiles.map((tile) => tile.querySelector('a')?.getAttribute('href')));
  expect(shown).toEqual(theirs.items.map(({ card }) => `/en/datasets/${card.slug}`));
  await stranger.dispose();
});

test('whoever holds the cookie of a session that was ended is a stranger from the next list on', async ({ page, playwright, baseURL }) => {
  await signUpNew(page);
  await page.goto('/en/privacy');
  await page.getByRole('switch', { name: 'Personal recommendations' }).check();
  await expect(page.getByText('Your choice is saved.', { exact: false })).toBeVisible();
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const held = await playwright.request.newContext({ ...(baseURL === undefined ? {} : { baseURL }), extraHTTPHeaders: { cookie } });
  const ask = async () => (await (await held.get('/api/recommendations?size=6')).json()) as List;
  // The first may be read in two steps, those after it are read together with the session.
  for (let time = 0; time < 3; time += 1) expect(await ask()).toMatchObject({ notPersonalBecause: 'no-history' });
  await page.goto('/en/account');
  await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL((url) => !url.pathname.includes('/account'));
  for (let time = 0; time < 2; time += 1) expect(await ask()).toMatchObject({ isPersonal: false, notPersonalBecause: 'no-consent' });
  await held.dispose();
});

test('a dataset says what others looked at next, in numbers of people, to everybody alike', async ({ page, playwright, baseURL }) => {
  const stranger = await playwright.request.newContext(baseURL === undefined ? {} : { baseURL });
  const { items } = (await (await stranger.get('/api/recommendations?size=12')).json()) as List;
  let found: { slug: string; body: string; id: string } | null = null;
  for (const { card } of items) {
    const body = await (await stranger.get(`/api/companions?listingId=${card.id}`)).text();
    const lists = JSON.parse(body) as { viewedNext: unknown[]; boughtTogether: unknown[] };
    if (lists.viewedNext.length > 0) { found = { slug: card.slug, id: card.id, body }; break; }
  }
  expect(found).not.toBeNull();
  await page.goto(`/en/datasets/${found?.slug ?? ''}`);
  await refuseAll(page);
  await expect(page.getByRole('heading', { name: 'People who opened this looked next at' })).toBeVisible();
  await expect(page.getByText('The same for everybody: counted from visits of people who allowed it, five of them at least.').first()).toBeVisible();
  expect(await (await page.request.get(`/api/companions?listingId=${found?.id ?? ''}`)).text()).toBe(found?.body);
  await stranger.dispose();
});

test('with consent the cart suggests from what she did and says so, an empty search too, and a dataset says what was bought together', async ({ page }) => {
  test.setTimeout(180_000);
  await signUpNew(page);
  await page.goto('/en/privacy');
  await page.getByRole('switch', { name: 'Personal recommendations' }).check();
  await expect(page.getByText('Your choice is saved.', { exact: false })).toBeVisible();
  const { items } = (await (await page.request.get('/api/recommendations?size=12')).json()) as List;
  const opened = items.slice(0, 2).map(({ card }) => card);
  for (const { slug } of opened) {
    await page.goto(`/en/datasets/${slug}`);
    await page.waitForResponse((response) => response.url().endsWith('/api/events') && response.status() === 204);
  }
  await page.getByRole('button', { name: 'Add to cart' }).first().click();
  await expect(page.getByRole('link', { name: 'Open the cart' }).first()).toBeVisible();
  for (const [path, name] of [['/en/account/cart', 'Goes well with your cart'], ['/en/search?q=zzzzzz-nothing', 'Perhaps one of these']] as const) {
    await page.goto(path);
    const row = page.getByRole('region', { name });
    const because = row.getByText(/^Because you looked at “/).first();
    await expect(because).toBeVisible();
    const said = (await because.textContent()) ?? '';
    expect(opened.some(({ title }) => said.includes(title))).toBe(true);
    // What is in the cart or was looked at is not suggested again.
    const hrefs = await row.getByRole('listitem').evaluateAll((tiles) => tiles.map((tile) => tile.querySelector('a')?.getAttribute('href')));
    for (const { slug } of opened) expect(hrefs).not.toContain(`/en/datasets/${slug}`);
  }

  // Five people who agreed bought these two; no sale of the demo market is needed for it.
  const [one, other] = opened;
  await withOwner(async (db) => {
    for (let person = 0; person < 5; person += 1) for (const id of [one?.id, other?.id]) await db.query(`insert into "BehaviourEvent" (subject, visit, kind, "listingId", purposes, "noticeVersion", "isDemo", at) values ($1, $1, 'BUY', $2, '{personalisation}', 1, true, now())`, [`e2e buyer ${person}`, id]);
  });
  await expect.poll(async () => ((await (await page.request.get(`/api/companions?listingId=${one?.id ?? ''}`)).json()) as { boughtTogether: { card: { id: string }; people: number }[] }).boughtTogether.find((each) => each.card.id === other?.id)?.people ?? 0, { timeout: 90_000, intervals: [2_000] }).toBeGreaterThanOrEqual(5);
  await page.goto(`/en/datasets/${one?.slug ?? ''}`);
  const together = page.getByRole('region', { name: 'Bought together' });
  await expect(together.getByText(/people bought both$/).first()).toBeVisible();
  const toOther = together.getByRole('link', { name: other?.title ?? '-' });
  await expect(toOther.first()).toBeVisible();
  // Waved away it goes at once, and stays away.
  const told = page.waitForResponse((response) => response.url().endsWith('/api/events') && response.request().postData()?.includes('DISMISS') === true);
  await together.getByRole('button', { name: `Don’t suggest “${other?.title ?? '-'}”` }).click();
  await expect(toOther).toHaveCount(0);
  await told;
  const listed = page.waitForResponse((response) => response.url().includes('/api/companions'));
  await page.reload();
  await listed;
  await expect(toOther).toHaveCount(0);
  await withOwner((db) => db.query(`delete from "BehaviourEvent" where subject like 'e2e buyer %'`));
});

test('without consent the lists of home, an empty search, a dataset and the cart are the same for everyone, with a reason and nothing personal', async ({ page, browser, baseURL }) => {
  const other = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const theirs = await other.newPage();
  await theirs.goto('/en');
  await refuseAll(theirs);
  await signUpNew(page);
  const hrefs = async (of: typeof page, path: string, name: string) => {
    await of.goto(path);
    const row = of.getByRole('region', { name });
    await expect(row.getByText(/^Not personal/)).toBeVisible();
    await expect(row.getByRole('listitem').first().getByRole('link').first()).toBeVisible();
    return row.getByRole('listitem').evaluateAll((tiles) => tiles.map((tile) => tile.querySelector('a')?.getAttribute('href')));
  };
  // What she looks at changes nothing of what she is shown.
  for (const [path, name] of [['/en', 'Bought most, and new'], ['/en/search?q=zzzzzz-nothing', 'Perhaps one of these']] as const) {
    const mine = await hrefs(page, path, name);
    expect(mine.length).toBeGreaterThan(0);
    await page.goto(mine[0] ?? '/en');
    expect(await hrefs(page, path, name)).toEqual(mine);
    expect(await hrefs(theirs, path, name)).toEqual(mine);
  }
  await topUp(page, '50');
  const { items } = (await (await page.request.get('/api/recommendations?size=1')).json()) as List;
  await page.goto(`/en/datasets/${items[0]?.card.slug ?? ''}`);
  await expect(page.getByRole('region', { name: 'Goes well with this' }).getByText(/^Not personal/)).toBeVisible();
  await page.goto('/en/account/cart');
  await expect(page.getByText(/^Not personal/)).toBeVisible();
  await other.close();
});
