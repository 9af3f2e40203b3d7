import { randomUUID } from 'node:crypto';
import type { Browser, Page } from '@playwright/test';
import { expect, signInAs, test } from './support/fixtures';
import { password, refuseIfAsked } from './support/people';

type Cards = { readonly models: readonly { readonly model: string; readonly version: string; readonly mainParameters: readonly { readonly weight: number }[] }[] };

/** Somebody else at the same time, in a browser of her own. */
async function pageOf(browser: Browser, role: 'administrator' | 'seller'): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signInAs(page, role);
  await refuseIfAsked(page);
  return page;
}

test('M1: every model in use has a card with a twin for machines, and both say the same', async ({ page }) => {
  const { models } = (await (await page.request.get('/api/models')).json()) as Cards;
  expect(models.map((card) => card.model)).toEqual(['price', 'next-item', 'next-action', 'quality', 'personal-data']);
  await page.goto('/en');
  await refuseIfAsked(page);
  await page.getByRole('link', { name: 'The models in use' }).click();
  await expect(page.getByRole('heading', { name: 'The models in use', level: 1 })).toBeVisible();
  for (const { model, version, mainParameters } of models) {
    const card = page.locator(`section[aria-labelledby="${model}"]`);
    await expect(card.getByText(version, { exact: true })).toBeVisible();
    expect(mainParameters.reduce((sum, entry) => sum + entry.weight, 0)).toBeCloseTo(1, 9);
    await expect(card.getByRole('row')).toHaveCount(mainParameters.length + 1);
  }
});

test('what a model expects of a person is shown to her alone, kept, replayed, and gone when she takes consent back', async ({ page, browser }) => {
  test.setTimeout(120_000);
  await page.goto('/en/sign-up');
  await page.getByLabel('E-mail').fill(`${randomUUID()}@mail.example`);
  await page.getByLabel('Password', { exact: false }).first().fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL((url) => !url.pathname.endsWith('/sign-up'));
  await page.getByRole('button', { name: 'Accept all' }).click();
  await expect(page.getByRole('button', { name: 'Accept all' })).toBeHidden();
  for (const index of [0, 1]) {
    await page.goto('/en/search?sort=price-up');
    const viewed = page.waitForResponse((answer) => answer.url().endsWith('/api/events') && answer.request().method() === 'POST');
    await page.getByRole('main').getByRole('article').getByRole('link').nth(index).click();
    expect((await viewed).ok()).toBe(true);
  }
  await expect(async () => {
    await page.goto('/en/account/privacy');
    await expect(page.getByRole('table', { name: 'Probability of what you do next' })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });

  const admin = await pageOf(browser, 'administrator');
  await admin.goto('/en/admin/models/next-action');
  const decisions = admin.getByRole('table', { name: 'Recent decisions' });
  await expect(decisions.getByText('a consenting person').first()).toBeVisible();
  await decisions.getByRole('button', { name: 'Replay' }).first().click();
  await expect(decisions.getByText('The same, byte for byte').first()).toBeVisible();

  await page.goto('/en/account/privacy');
  await page.getByRole('main').getByRole('switch', { name: 'Personal recommendations' }).click();
  await expect(page.getByRole('table', { name: 'Probability of what you do next' })).toBeHidden();
  await page.reload();
  await expect(page.getByRole('table', { name: 'Probability of what you do next' })).toHaveCount(0);
  await admin.context().close();
});

test('a candidate serves a tenth first, goes live only when proven, and goes back with one click', async ({ page, signIn }) => {
  await signIn('administrator');
  await refuseIfAsked(page);
  await page.goto('/en/admin/models/versions');
  const section = page.locator('section[aria-labelledby="next-action"]');
  const candidate = section.getByRole('listitem').filter({ hasText: /^logistic-/ }).filter({ hasText: 'Candidate' }).first();
  await candidate.getByRole('button', { name: 'Start canary' }).click();
  await page.getByLabel('Reason').fill('Its log loss is lower');
  await page.getByRole('dialog').getByRole('button', { name: 'Start canary' }).click();
  await expect(section.getByText(/10% of requests go to logistic-/)).toBeVisible();
  await section.getByRole('button', { name: 'Make live' }).click();
  await page.getByLabel('Reason').fill('Impatient');
  await page.getByRole('dialog').getByRole('button', { name: 'Make live' }).click();
  await expect(page.getByRole('dialog').getByText(/has not shown enough yet: it has answered \d+ of 50 requests/)).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await section.getByRole('button', { name: 'Roll back' }).click();
  await page.getByLabel('Reason').fill('Only a drill');
  await page.getByRole('dialog').getByRole('button', { name: 'Roll back' }).click();
  await expect(section.getByText(/of requests go to/)).toHaveCount(0);
  await page.goto('/en/admin/audit?action=model.rolled-back');
  await expect(page.getByRole('table').getByText('Model rolled back').first()).toBeVisible();
});

test('a decision is contested, and a person answers with a reason', async ({ page, browser, signIn }) => {
  await signIn('seller');
  await refuseIfAsked(page);
  await page.goto('/en/account/contests?kind=price');
  const statement = `The comparables are of another field (${randomUUID()})`;
  await page.getByLabel('What is wrong with it?').fill(statement);
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'You will have an answer by' })).toBeVisible();
  const admin = await pageOf(browser, 'administrator');
  await admin.goto('/en/admin/contests');
  await admin.getByRole('row').filter({ hasText: statement }).getByRole('button', { name: 'Answer' }).click();
  await admin.getByLabel('Verdict').selectOption('CHANGED');
  await admin.getByLabel('Reason').fill('The field was wrong and is corrected.');
  await admin.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
  await expect(admin.getByRole('row').filter({ hasText: statement }).getByText('Decision changed')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('row').filter({ hasText: statement })).toContainText('The field was wrong and is corrected.');
  await admin.context().close();
});

test('why something is suggested can be read without scripts, and the parts add up', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL === undefined ? {} : { baseURL }) });
  const page = await context.newPage();
  await page.goto('/en/why');
  await expect(page.getByRole('heading', { name: 'Why you see these', level: 1 })).toBeVisible();
  await expect(page.getByText('Not personal: the same for everyone')).toBeVisible();
  const cards = page.getByRole('main').getByRole('list').getByRole('listitem').filter({ hasText: 'Score' });
  await expect(cards).toHaveCount(6);
  for (const card of await cards.all()) {
    const number = (text: string | null) => Number((text ?? '').replace(/[^\d.]/g, ''));
    const score = number(await card.getByText(/^Score /).textContent());
    const parts = await card.getByRole('cell').allTextContents();
    expect(Math.abs(parts.reduce((sum, part) => sum + number(part), 0) - score)).toBeLessThan(0.02 * score + 0.01);
  }
  await context.close();
});
