import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures';
import { listForFree, refuseIfAsked, signUpNew } from './support/people';

const table = (rows: number, extra = '') => [`sounding,depth_m,bottom${extra && ',note'}`, ...Array.from({ length: rows }, (_, row) => `N${row},${(row * 0.37).toFixed(2)},${['mud', 'sand', 'rock'][row % 3] ?? ''}${extra && `,${extra}`}`)].join('\n');

async function choose(page: Page, name: string, body: string): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(body) });
}

test('a visitor asks the sample in SQL, gets table, chart and CSV, and nothing else', async ({ page, checkAccessibility }) => {
  await page.goto('/en/search?q=Daily%20weather%20in%20Seattle');
  await refuseIfAsked(page);
  await page.getByRole('main').getByRole('link', { name: 'Daily weather in Seattle', exact: true }).first().click();
  await page.waitForURL(/\/datasets\//);
  await page.getByRole('button', { name: 'Sort by temp_max, smallest first' }).click();
  await expect(page.getByRole('columnheader', { name: /temp_max/ })).toHaveAttribute('aria-sort', 'ascending');
  await page.getByLabel('In', { exact: true }).selectOption('temp_max');
  await page.getByLabel('Filter rows').fill('> 30');
  await expect(page.getByRole('status').filter({ hasText: /of \d+ sample rows/ })).toBeVisible();
  await page.getByRole('link', { name: 'Query it in SQL' }).click();
  await page.waitForURL(/\/questions$/);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Answer' })).toBeVisible();
  await expect(page.getByRole('table', { name: /^n by weather$/ })).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'As CSV' }).click()]);
  expect((await readFile(await download.path(), 'utf8')).split('\r\n')[0]).toBe('weather,n');
  await checkAccessibility();

  const refused = async (question: string, said: string) => {
    await page.getByLabel('Your query').fill(question);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await expect(page.getByText(said, { exact: false })).toBeVisible();
  };
  await refused("select * from read_csv('/etc/passwd')", '"read_csv" is not allowed here');
  await refused("copy sample to '/tmp/x'", 'Only a single SELECT can be asked here.');
  // From the keyboard alone, once the page listens.
  await expect(async () => {
    await page.getByLabel('Your query').fill('select 41 + 1 as answer');
    await page.getByLabel('Your query').press('Control+Enter');
    await expect(page.getByRole('cell', { name: '42', exact: true })).toBeVisible({ timeout: 2_000 });
  }).toPass();
});

test('a visitor reads what a revision changed', async ({ page, checkAccessibility }) => {
  await page.goto('/en/search?q=Daily%20weather%20in%20Seattle');
  await refuseIfAsked(page);
  await page.getByRole('main').getByRole('link', { name: 'Daily weather in Seattle', exact: true }).first().click();
  await page.waitForURL(/\/datasets\//);
  await page.getByRole('link', { name: /^What changed/ }).click();
  await page.waitForURL(/\/revisions\/2$/);
  await expect(page.getByText('The year 2015 is complete', { exact: false })).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: /^365$/ })).toBeVisible();
  await expect(page.getByText('Rows were told apart by date.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'The file', exact: true })).toBeVisible();
  // What was sold first has nothing to be compared with, and is read all the same.
  expect((await page.goto(page.url().replace(/2$/, '1')))?.status()).toBe(200);
  await expect(page.getByText('This is the first revision.')).toBeVisible();
  await expect(page.getByRole('rowheader', { name: /temp_max/ })).toBeVisible();
  await expect(page.getByText(/^[0-9a-f]{64}$/)).toBeVisible();
  await checkAccessibility();
});

test('a seller releases a revision, a buyer is told, stays, follows, and it is taken back', async ({ page, browser, baseURL, checkAccessibility }) => {
  test.setTimeout(150_000);
  const title = `Soundings ${randomUUID().slice(0, 6)}`;
  await signUpNew(page);
  await page.goto('/en/sell');
  await page.getByLabel('Trading name').fill(`Lead Line ${randomUUID().slice(0, 8)}`);
  await page.getByRole('button', { name: 'Become a seller' }).click();
  await expect(page.getByText('Nothing listed yet')).toBeVisible();
  await page.goto('/en/sell/new');
  await choose(page, 'soundings.csv', table(300));
  const address = await listForFree(page, title);

  const other = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const buyer = await other.newPage();
  await signUpNew(buyer);
  await buyer.goto(address);
  await buyer.getByRole('button', { name: /^Get it free|^Get|^Buy/ }).first().click();
  await buyer.getByRole('dialog').getByRole('checkbox').check();
  await buyer.getByRole('dialog').getByRole('button', { name: /^(Pay|Get|Take)/ }).first().click();
  await expect(buyer.getByRole('dialog').getByText('It is yours')).toBeVisible();

  await page.goto('/en/sell');
  await page.getByRole('link', { name: title }).click();
  await page.getByRole('link', { name: 'See revisions' }).click();
  await expect(page.getByRole('heading', { name: `Revisions of ${title}` })).toBeVisible();
  await choose(page, 'soundings.csv', table(320, 'surveyed again'));
  await expect(page.getByText('Column note (VARCHAR) is new')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/Against what is on sale: grade [A-E] → [A-E], rows 300 → 320\./)).toBeVisible();
  await checkAccessibility();
  await page.getByLabel('Release notes').fill('Twenty soundings more, and a note on each.');
  await page.getByRole('button', { name: 'Tell buyers and release' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Revision 2 is released' })).toBeVisible({ timeout: 30_000 });
  // The first one was on sale until now.
  await expect(page.getByText('Earlier', { exact: true })).toBeVisible({ timeout: 30_000 });

  await buyer.goto('/en/account/data');
  await expect(buyer.getByText('News about what you own')).toBeVisible();
  await expect(buyer.getByText('You receive what is on sale: revision 2.')).toBeVisible();
  await buyer.getByRole('button', { name: 'Stay with this one' }).last().click();
  await expect(buyer.getByText('You stay with revision 1.')).toBeVisible();
  await buyer.getByRole('button', { name: 'Got it' }).click();
  await expect(buyer.getByText('News about what you own')).toBeHidden();
  const [download] = await Promise.all([buyer.waitForEvent('download'), buyer.getByRole('button', { name: 'Download revision 2' }).click()]);
  expect(await readFile(await download.path(), 'utf8')).toBe(table(320, 'surveyed again'));

  await page.getByRole('listitem').filter({ hasText: 'On sale' }).getByRole('button', { name: 'Take back' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('The notes were of another harbour.');
  await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
  await expect(page.getByText('Taken back', { exact: true })).toBeVisible();
  expect((await buyer.goto(`${address}/revisions/2`))?.status()).toBe(410);
  await expect(buyer.getByText('This revision was taken back')).toBeVisible();
  await expect(buyer.getByText('The notes were of another harbour.')).toBeVisible();
  await buyer.goto('/en/account/data');
  await expect(buyer.getByText('Taken back: The notes were of another harbour.')).toBeVisible();

  // And the first one, too: with it goes the listing, and what is left of it says why, to people and to programs.
  expect((await buyer.request.head(address)).status()).toBe(200);
  await page.getByRole('listitem').filter({ hasText: 'On sale' }).getByRole('button', { name: 'Take back' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('The soundings were never ours to sell.');
  await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
  await expect(page.getByText('Taken back', { exact: true })).toHaveCount(2);
  expect((await buyer.goto(address))?.status()).toBe(410);
  await expect(buyer.getByText('The soundings were never ours to sell.')).toBeVisible();
  expect((await buyer.request.head(address)).status()).toBe(410);
  const sample = await buyer.request.get(`/api/samples/${new URL(address).pathname.split('/').at(-1) ?? ''}`);
  expect(sample.status()).toBe(410);
  expect(await sample.json()).toMatchObject({ code: 'dataset-retracted', detail: expect.stringContaining('never ours to sell') as unknown });
  await other.close();
});
