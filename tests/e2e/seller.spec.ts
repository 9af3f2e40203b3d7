import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures';
import { becomeSeller } from './support/people';

const table = ['station,day,depth_m,note', ...Array.from({ length: 400 }, (_, row) => `S${row % 7},2025-0${(row % 9) + 1}-1${row % 9},${(row * 0.37).toFixed(2)},${row % 5 === 0 ? '' : 'calm'}`)].join('\n');

async function choose(page: Page, name: string, body: string | Buffer): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(body) });
}

test('uploads, checks, describes, prices, publishes, edits, changes the price and withdraws', async ({ page, browser, baseURL, checkAccessibility }) => {
  await becomeSeller(page);
  await page.goto('/en/sell/new');
  await choose(page, 'harbour-depths.csv', table);
  await expect(page.getByRole('heading', { name: 'What was found in harbour-depths.csv' })).toBeVisible();
  await expect(page.getByText('400', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('img', { name: 'Distribution of depth_m' }).first()).toBeVisible();

  await page.getByRole('link', { name: 'Look for people in it' }).first().click();
  await expect(page.getByText('No personal data was found in any column')).toBeVisible();
  await page.getByRole('link', { name: 'Describe it' }).first().click();
  await expect(page.getByLabel('Title', { exact: true })).toHaveValue('Harbour depths');
  const title = `Harbour depths ${randomUUID().slice(0, 6)}`;
  await page.getByLabel('Title', { exact: true }).fill(title);
  await page.getByLabel('Category').selectOption('geography');
  await page.getByRole('button', { name: 'Save and go on to the price' }).click();

  await expect(page.getByRole('heading', { name: /^Suggested:/ })).toBeVisible();
  const amounts = await page.getByRole('table', { name: /made up, step by step/ }).getByRole('row').evaluateAll((rows) => rows.map((row) => row.lastElementChild?.textContent ?? ''));
  const minor = amounts.map((text) => Math.round(Number(text.replace('−', '-').replace(/[^\d.-]/g, '')) * 100)).filter((value) => Number.isFinite(value));
  const total = minor.pop() ?? 0;
  expect(minor.filter((value) => value !== 0).reduce((sum, value) => sum + value, 0)).toBe(total);
  const draft = page.url();
  const stranger = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  expect((await stranger.request.get(draft, { maxRedirects: 0 })).status()).not.toBe(200);
  await stranger.close();

  await page.getByLabel(/^Your price/).fill('12.50');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.waitForURL(/\/en\/datasets\//);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  await page.goto(`/en/search?q=${encodeURIComponent(title)}`);
  await expect(page.getByRole('main').getByRole('link', { name: title })).toBeVisible();

  await page.goto('/en/sell');
  await page.getByRole('link', { name: title }).click();
  await page.getByLabel(/^Your price/).fill('9.90');
  await page.getByRole('button', { name: 'Change the price' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'The price is €9.90 now' })).toBeVisible();
  await expect(page.locator('desc', { hasText: /€12.50; .*€9.90/ })).toBeAttached();
  const own = page.url();
  await page.getByRole('link', { name: 'Edit the description' }).first().click();
  await expect(page.locator('#title')).toHaveValue(title);
  await page.locator('#sourceName').fill('Harbour office');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved. Everyone reads it now.' })).toBeVisible();
  await checkAccessibility();
  await page.getByRole('status').getByRole('link', { name: 'See the public page' }).click();
  await page.waitForURL(/\/en\/datasets\//);
  await expect(page.getByText('Harbour office').first()).toBeVisible();
  await page.goto(own);
  await page.goto(`/en/search?q=${encodeURIComponent(title)}`);
  await expect(page.getByRole('main').getByRole('article').getByText('€9.90', { exact: true })).toBeVisible();
  await page.goBack();
  await page.getByRole('button', { name: 'Withdraw' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
  await expect(page.getByText('Withdrawn', { exact: true })).toBeVisible();
  await page.goto(`/en/search?q=${encodeURIComponent(title)}`);
  await expect(page.getByText(/No dataset fits/).first()).toBeVisible();
});

test('a file that can not be sold is refused in one sentence, and the next one is taken', async ({ page }) => {
  await becomeSeller(page);
  await page.goto('/en/sell/new');
  const cases: readonly [string, string | Buffer, RegExp][] = [
    ['empty.csv', '', /empty/],
    ['page.csv', '<!doctype html><html></html>', /isn't what its name says/],
    ['twice.csv', 'a,b,A\n1,2,3\n4,5,6\n', /same name/],
    ['only-head.csv', 'a,b,c\n', /no rows/],
    ['latin.csv', Buffer.from([0x61, 0x2c, 0x62, 0x0a, 0x31, 0x2c, 0xe9, 0x0a]), /isn't UTF-8/],
    ['table.xls', 'PK', /CSV, TSV, JSON/],
  ];
  for (const [name, body, sentence] of cases) {
    await choose(page, name, body);
    await expect(page.getByRole('alert').filter({ hasText: sentence }), name).toBeVisible();
  }
  await choose(page, 'good.csv', table);
  await expect(page.getByRole('heading', { name: 'What was found in good.csv' })).toBeVisible();
  await page.goto('/en/sell');
  await expect(page.getByText('Measured, not listed yet')).toBeVisible();
  await page.getByRole('button', { name: 'Throw away' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Throw away' }).click();
  await expect(page.getByText('Measured, not listed yet')).toBeHidden();
});

test('a file can be dropped onto the page', async ({ page }) => {
  await becomeSeller(page);
  await page.goto('/en/sell/new');
  const transfer = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'dropped.csv', { type: 'text/csv' }));
    return data;
  }, table);
  await page.getByText(/^Drop a file here/).dispatchEvent('drop', { dataTransfer: transfer });
  await expect(page.getByRole('heading', { name: 'What was found in dropped.csv' })).toBeVisible();
});
