import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures';
import { password, refuseIfAsked, signUpNew } from './support/people';

/** Opens a page as on a slow line: all that it shows is there, and its scripts come when they are let through. */
async function openWithoutScripts(page: Page, path: string): Promise<() => Promise<void>> {
  let letThrough = (): void => undefined;
  const isLetThrough = new Promise<void>((resolve) => { letThrough = resolve; });
  const scripts = /\/_next\/static\/.*\.js/;
  await page.route(scripts, async (route) => {
    await isLetThrough;
    await route.continue();
  });
  await page.goto(path, { waitUntil: 'commit' });
  return async () => {
    letThrough();
    await page.waitForLoadState('networkidle');
    await page.unroute(scripts);
  };
}

test('a password sent before the scripts have begun waits for them and never gets into the address', async ({ page, checkAccessibility }) => {
  const { email } = await signUpNew(page);
  await page.context().clearCookies();
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  const begin = await openWithoutScripts(page, '/en/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.locator('form[data-held]')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'What you entered is sent as soon as it is ready.' })).toBeVisible();
  await checkAccessibility();
  expect(new URL(page.url()).search).toBe('');
  await begin();
  await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
  expect(addresses.filter((address) => /[?&](?:email|password)=/.test(address))).toEqual([]);
  await page.goto('/en/account');
  await expect(page.getByRole('main').getByText(email).first()).toBeVisible();
});

test('a question typed before the scripts have begun is the question that is asked', async ({ page }) => {
  await page.goto('/en/search?q=Daily%20weather%20in%20Seattle');
  await refuseIfAsked(page);
  await page.getByRole('main').getByRole('link', { name: 'Daily weather in Seattle', exact: true }).first().click();
  await page.waitForURL(/\/datasets\//);
  const begin = await openWithoutScripts(page, `${new URL(page.url()).pathname}/questions`);
  const question = page.getByLabel('Your query');
  await expect(question).toHaveValue(/^SELECT/i);
  await question.fill('select 41 + 1 as answer');
  await begin();
  await expect(question).toHaveValue('select 41 + 1 as answer');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('columnheader', { name: 'answer' })).toBeVisible();
});

test('what is chosen and typed before the scripts have begun is what arrives', async ({ page }) => {
  await signUpNew(page);
  const statement = `My name is spelt wrongly (${randomUUID()})`;
  const begin = await openWithoutScripts(page, '/en/account/rights');
  await page.getByLabel('What you ask for').selectOption('Objection to use');
  await page.getByLabel('What should be done').fill(statement);
  await begin();
  await expect(page.getByText('Stop using what you did for recommendations and figures.')).toBeVisible();
  await expect(page.getByLabel('What should be done')).toHaveValue(statement);
  await page.getByRole('button', { name: 'Send request' }).click();
  await expect(page.getByText(/^Sent\. You will have an answer by/)).toBeVisible();
  const requests = page.locator('section').filter({ has: page.locator('#requests') });
  await expect(requests.getByText('Objection to use').first()).toBeVisible();
  await expect(requests.getByText(statement)).toBeVisible();
});

test('a box unticked and a text rewritten before the scripts have begun are what the page goes on with', async ({ page, signIn }) => {
  await signIn('administrator');
  await refuseIfAsked(page);
  const begin = await openWithoutScripts(page, '/en/admin/notices');
  const draft = page.getByRole('region', { name: /English$/ }).first();
  const body = draft.getByRole('textbox', { name: 'Text' });
  const before = await body.inputValue();
  const title = await draft.getByLabel('Title').inputValue();
  await body.fill(`${before} Typed early.`);
  await draft.getByLabel('Title').fill(`${title}.`);
  await page.getByLabel('Ask everybody again').uncheck();
  await begin();
  await expect(body).toHaveValue(`${before} Typed early.`);
  await expect(page.getByLabel('Ask everybody again')).not.toBeChecked();
  await draft.getByRole('button', { name: 'Save draft' }).click();
  await expect(draft.getByText('Draft saved.')).toBeVisible();
  await page.reload();
  await expect(body).toHaveValue(`${before} Typed early.`);
  await expect(draft.getByLabel('Title')).toHaveValue(`${title}.`);
  // The draft is everybody's: it is put back for the tests of notices.
  await body.fill(before);
  await draft.getByLabel('Title').fill(title);
  await draft.getByRole('button', { name: 'Save draft' }).click();
  await expect(draft.getByText('Draft saved.')).toBeVisible();
});

test('several fields of one record are each kept, and sent together', async ({ page, signIn }) => {
  await signIn('seller');
  await refuseIfAsked(page);
  await page.goto('/en/sell');
  const listing = await page.getByRole('main').locator('a[href*="/sell/listings/"]').first().getAttribute('href');
  const studio = `/en${/\/sell\/listings\/[^/?]+/.exec(listing ?? '')?.[0] ?? ''}/studio`;
  const [floor, ceiling] = [page.locator('#floor'), page.locator('#ceiling')];
  const save = page.locator('form', { has: floor }).locator('[type=submit]');
  const answered = () => page.waitForResponse((response) => response.request().method() === 'POST' && response.url().endsWith(studio));
  const begin = await openWithoutScripts(page, studio);
  const before = [await floor.inputValue(), await ceiling.inputValue()];
  await floor.fill('0.50');
  await ceiling.fill('900');
  await save.click();
  await expect(page.locator('form[data-held]')).toBeVisible();
  const sent = answered();
  await begin();
  expect((await sent).status()).toBe(200);
  await expect(page.locator('form[data-held]')).toHaveCount(0);
  await page.goto(studio);
  await expect(floor).toHaveValue(/^0\.50?$/);
  await expect(ceiling).toHaveValue(/^900(\.00)?$/);
  await floor.fill(before[0] ?? '');
  await ceiling.fill(before[1] ?? '');
  const put = answered();
  await save.click();
  await put;

  const beginBundle = await openWithoutScripts(page, '/en/sell/bundles');
  const parts = page.locator('input[id^=part-]');
  for (const index of [0, 1, 2]) await parts.nth(index).check();
  await page.locator('#bundle-title').fill('Three of a kind');
  await beginBundle();
  for (const index of [0, 1, 2]) await expect(parts.nth(index)).toBeChecked();
  await expect(page.locator('#bundle-title')).toHaveValue('Three of a kind');
});

test('both withdrawals made before the scripts have begun are recorded', async ({ page }) => {
  await signUpNew(page);
  await page.goto('/en/account/privacy');
  await page.getByRole('main').getByRole('button', { name: 'Accept all' }).click();
  await expect(page.getByText('Your choice is saved', { exact: false })).toBeVisible();
  const begin = await openWithoutScripts(page, '/en/account/privacy');
  const switches = page.getByRole('main').locator('input[id^=choice-]');
  await expect(switches).toHaveCount(2);
  for (const each of await switches.all()) {
    await expect(each).toBeChecked();
    await each.uncheck();
  }
  await begin();
  await expect(page.getByText('Your choice is saved', { exact: false })).toBeVisible();
  await page.reload();
  for (const each of await switches.all()) await expect(each).not.toBeChecked();
});

test('a text brought back by the browser is a text that can be sent', async ({ page }) => {
  await signUpNew(page);
  await page.goto('/en/account/rights');
  const statement = page.getByLabel('What should be done');
  await statement.fill('My name is spelt wrongly on receipts');
  await page.evaluate(() => { window.location.assign('/en/models'); });
  await page.waitForURL(/models/);
  await page.goBack({ waitUntil: 'commit' });
  await expect(statement).toHaveValue('My name is spelt wrongly on receipts');
  await expect(page.getByRole('button', { name: 'Send request' })).toBeEnabled();
});
