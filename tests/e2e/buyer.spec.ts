import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, test } from './support/fixtures';
import { signUpNew, topUp } from './support/people';

test('C6 refuses everything, pays, buys once with two clicks, and receives the exact bytes', async ({ page, browser, baseURL }) => {
  await signUpNew(page);
  await topUp(page, '100');
  await page.goto('/en/search?price=paid&q=weather');
  await page.getByRole('main').getByRole('article').getByRole('link', { name: /weather/i }).first().click();
  await page.waitForURL(/\/datasets\//);
  await expect(page.getByRole('button', { name: 'Add to cart' })).toBeVisible();
  await page.getByRole('button', { name: /^Buy for/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: /^Pay/ }).dblclick();
  await expect(dialog.getByText('It is yours')).toBeVisible();
  // What is hers whole is for no cart any more; it may still be put by.
  await page.reload();
  await expect(page.getByText('You own this dataset.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Save “/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add to cart' })).toHaveCount(0);

  await page.goto('/en/account/data');
  await expect(page.getByRole('button', { name: /^Download/ })).toHaveCount(1);
  const shown = /SHA-256\s*([0-9a-f]{64})(?![0-9a-f])/.exec((await page.getByRole('main').textContent()) ?? '')?.[1];
  const grant = page.waitForRequest((request) => request.url().includes('/api/downloads/'));
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /^Download/ }).click()]);
  const bytes = await readFile(await download.path());
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(shown);

  // The link is of this account alone: for anybody else there is no such link.
  const link = (await grant).url();
  const stranger = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const refused = await stranger.request.get(link);
  const missing = await stranger.request.get('/api/downloads/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAA');
  expect([401, 404]).toContain(refused.status());
  expect(refused.status()).toBe(missing.status());
  await stranger.close();

  // The receipt holds without the exchange, under the key that it shows to everybody.
  const [receipt] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Receipt' }).click()]);
  await page.goto('/en/transparency');
  const key = (await page.getByText(/^\S+\/audit\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{44}$/).textContent()) ?? 'none';
  const { stdout } = await promisify(execFile)(process.execPath, ['public/verify-receipt.mjs', await receipt.path(), key]);
  expect(stdout).toMatch(/^It holds: event \d+ \(order\.placed order /);
  expect(stdout).not.toContain('Compare that key');

  await page.goto('/en/account/wallet');
  await expect(page.getByText('Purchase')).toHaveCount(1);
});

test('what is in the cart is counted in the head of every page; adding credit leads back to it, and paying to the files', async ({ page, checkAccessibility }) => {
  await signUpNew(page);
  await page.goto('/en/search?price=paid&q=seattle');
  const header = page.getByRole('banner');
  await expect(header.getByRole('link', { name: /^Cart/ })).toHaveCount(0);
  await page.getByRole('main').getByRole('article').getByRole('link', { name: /seattle/i }).first().click();
  await page.waitForURL(/\/datasets\//);
  const title = await page.getByRole('heading', { level: 1 }).innerText();
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await expect(header.getByRole('link', { name: 'Cart: 1 dataset' })).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/zh');
  const link = header.getByRole('link', { name: '购物车：1 个数据集' });
  await expect(link).toBeVisible();
  const [box, menu] = [await link.boundingBox(), await header.getByRole('button', { name: '菜单' }).boundingBox()];
  expect(Math.abs((box?.y ?? 0) - (menu?.y ?? 999))).toBeLessThan(4);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.setViewportSize({ width: 1280, height: 900 });

  await page.goto('/en');
  await header.getByRole('link', { name: 'Cart: 1 dataset' }).click();
  await page.getByRole('main').getByRole('link', { name: 'Top up' }).click();
  await page.getByLabel(/^Amount in/).fill('500');
  await page.getByRole('button', { name: 'Add credit' }).click();
  await page.getByRole('link', { name: 'Back to your cart' }).click();
  await page.waitForURL(/\/en\/account\/cart$/);
  await page.getByRole('checkbox', { name: /^I accept the licence/ }).check();
  await page.getByRole('button', { name: /^Buy one dataset for/ }).click();
  const receipt = page.getByRole('status').filter({ hasText: 'One dataset is yours now.' });
  await expect(receipt.getByText(title)).toBeVisible();
  await expect(header.getByRole('link', { name: /^Cart/ })).toHaveCount(0);
  await expect(page.getByText('Your cart is empty')).toHaveCount(0);
  await checkAccessibility();
  await receipt.getByRole('link', { name: 'To my data' }).click();
  await expect(page.getByRole('button', { name: /^Download/ })).toHaveCount(1);
});

test('C5 C6 agrees with one click, is recommended with reasons, takes it back with one click, loses it on the very next request, and pays the same throughout', async ({ page }) => {
  await signUpNew(page);
  const priceNow = async () => { await page.goto('/en/search?price=paid&q=weather'); return page.getByRole('main').getByRole('article').first().innerText(); };
  const refusedPrice = await priceNow();
  await page.goto('/en/privacy');
  await page.getByRole('switch', { name: 'Personal recommendations' }).check();
  await expect(page.getByText('Your choice is saved.', { exact: false })).toBeVisible();

  const cards = (await (await page.request.get('/api/recommendations?size=8')).json()) as { items: { card: { slug: string; title: string } }[] };
  for (const { card } of cards.items.slice(0, 2)) {
    await page.goto(`/en/datasets/${card.slug}`);
    await page.waitForResponse((response) => response.url().endsWith('/api/events') && response.status() === 204);
  }
  const personal = (await (await page.request.get('/api/recommendations')).json()) as { isPersonal: boolean; items: { reason: { code: string; anchorTitle?: string } }[] };
  expect(personal.isPersonal).toBe(true);
  const because = personal.items.filter((item) => item.reason.code === 'because-you-viewed');
  expect(because.length).toBeGreaterThan(0);
  for (const { reason } of because) expect(cards.items.slice(0, 2).map(({ card }) => card.title)).toContain(reason.anchorTitle);
  expect(await priceNow()).toBe(refusedPrice);
  await page.goto('/en');
  await expect(page.getByText(/Because you (viewed|looked at)/i).first()).toBeVisible();

  await page.goto('/en/account/privacy');
  await expect(page.getByText('Looked at').first()).toBeVisible();
  await page.getByRole('switch', { name: 'Personal recommendations' }).uncheck();
  await expect(page.getByText('Your choice is saved.', { exact: false })).toBeVisible();
  expect(await (await page.request.get('/api/recommendations')).json()).toMatchObject({ isPersonal: false, notPersonalBecause: 'no-consent' });
  await page.goto('/en/account/privacy');
  await expect(page.getByText('Nothing is kept')).toBeVisible();
  expect(await priceNow()).toBe(refusedPrice);
});

test('signing out counts at once, also for a page kept open', async ({ page }) => {
  await signUpNew(page);
  await page.goto('/en/account');
  await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL((url) => !url.pathname.includes('/account'));
  await page.goto('/en/account/wallet');
  await expect(page).toHaveURL(/\/en\/sign-in\?next=/);
  expect(await (await page.request.get('/api/me')).json()).toMatchObject({ account: null });
});

test('a wrong password is one sentence that tells nothing about the account', async ({ page }) => {
  await page.goto('/en/sign-in');
  await page.getByLabel('E-mail').fill('buyer@demo.example');
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'wrong' })).toHaveText('The e-mail address or the password is wrong.');
});
