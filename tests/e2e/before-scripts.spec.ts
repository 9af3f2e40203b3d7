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

test('a password sent before the scripts have begun waits for them and never gets into the address', async ({ page }) => {
  const { email } = await signUpNew(page);
  await page.context().clearCookies();
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  const begin = await openWithoutScripts(page, '/en/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.locator('form[data-held]')).toBeVisible();
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
  const question = page.getByLabel('Your question');
  await expect(question).toHaveValue(/^SELECT/i);
  await question.fill('select 41 + 1 as answer');
  await begin();
  await expect(question).toHaveValue('select 41 + 1 as answer');
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(page.getByRole('columnheader', { name: 'answer' })).toBeVisible();
});

test('what is chosen, typed and sent before the scripts have begun is what arrives', async ({ page }) => {
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
