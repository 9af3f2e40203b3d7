import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures';
import { becomeSeller, listForFree, refuseIfAsked } from './support/people';

const stations = (rows: number, gaps: number) => ['station,day,level', ...Array.from({ length: rows }, (_, row) => `S${row % 7},2026-0${1 + Math.floor(row / 210)}-${String(1 + (Math.floor(row / 7) % 28)).padStart(2, '0')},${row < gaps ? '' : (row * 0.31).toFixed(2)}`)].join('\n');

async function choose(page: Page, name: string, body: string): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(body) });
}

test('a seller reads her grade with its evidence, declares rules, sees it change over revisions and compares any two; taken back, a page says why', async ({ page, browser, baseURL, checkAccessibility }) => {
  test.setTimeout(240_000);
  const title = `Gauges ${randomUUID().slice(0, 6)}`;
  await becomeSeller(page);
  await page.goto('/en/sell/new');
  await choose(page, 'gauges.csv', stations(600, 90));
  await expect(page.getByRole('heading', { name: /^Quality/ })).toBeVisible();
  await expect(page.getByText('90 of 1,800 cells are empty', { exact: false })).toBeAttached();

  const rules = page.getByRole('region', { name: 'Your rules' });
  await rules.getByLabel('Rule', { exact: true }).selectOption({ label: 'never empty' });
  await rules.getByLabel('Column', { exact: true }).selectOption('level');
  await rules.getByRole('button', { name: 'Add the rule' }).click();
  await expect(rules.getByText('broken by 90 rows')).toBeVisible({ timeout: 30_000 });
  await rules.getByLabel('Rule', { exact: true }).selectOption({ label: 'unique' });
  await rules.getByRole('checkbox', { name: 'station' }).check();
  await rules.getByRole('checkbox', { name: 'day' }).check();
  await checkAccessibility();
  await rules.getByRole('button', { name: 'Add the rule' }).click();
  await expect(rules.getByText(/station.*day.*unique/)).toBeVisible({ timeout: 30_000 });

  const address = await listForFree(page, title);
  await page.getByRole('link', { name: 'How the grade is made' }).first().click();
  await page.waitForURL(/\/en\/quality$/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await checkAccessibility();

  await page.goto('/en/sell');
  await page.getByRole('link', { name: title }).click();
  await page.getByRole('link', { name: 'See revisions' }).click();
  await choose(page, 'gauges.csv', stations(620, 0));
  await page.getByRole('button', { name: 'Tell buyers and release' }).click();
  await expect(page.getByText('Earlier', { exact: true })).toBeVisible({ timeout: 60_000 });

  // The published listing's own page has the grade over time and the rules.
  await page.goto('/en/sell');
  await page.getByRole('link', { name: title }).click();
  await expect(page.getByRole('heading', { name: 'Grade over revisions' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Your rules' }).getByText('kept by all rows').first()).toBeVisible();

  await page.getByRole('link', { name: 'See revisions' }).click();
  await page.getByRole('link', { name: 'Compare any two' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Revision 1 against revision 2');
  await expect(page.getByRole('heading', { name: 'Rows', exact: true })).toBeVisible();
  await page.getByLabel('Columns that tell rows apart').fill('station, day');
  await page.getByRole('button', { name: 'Compare the rows' }).click();
  await expect(page.getByText(/Rows were told apart by station, day|No column tells the rows apart/)).toBeVisible({ timeout: 60_000 });
  await checkAccessibility();

  const other = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const visitor = await other.newPage();
  await visitor.goto(`${address}/compare?from=2&to=1`);
  await refuseIfAsked(visitor);
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText('Revision 1 against revision 2');
  await expect(visitor.getByText('Same columns, same types, same format.')).toBeVisible();

  for (const number of [2, 1]) {
    await page.goto('/en/sell');
    await page.getByRole('link', { name: title }).click();
    await page.getByRole('link', { name: 'See revisions' }).click();
    await page.getByRole('listitem').filter({ hasText: 'On sale' }).getByRole('button', { name: 'Take back' }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill(`The gauge of revision ${number} was not levelled.`);
    await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
    await expect(page.getByText('Taken back', { exact: true })).toHaveCount(3 - number);
  }
  await visitor.goto(address);
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(`${title} was taken back`);
  await expect(visitor.getByText('The gauge of revision 1 was not levelled.')).toBeVisible();
  await other.close();
});

test('what makes people findable is made coarser, and becomes a revision of its own', async ({ page }) => {
  test.setTimeout(180_000);
  await becomeSeller(page);
  await page.goto('/en/sell/new');
  const rows = ['age,sex,zip,wage', ...Array.from({ length: 200 }, (_, row) => `${20 + (row % 60)},${row % 2 ? 'f' : 'm'},9${String(4_000 + (row % 40))},${row * 3}`)].join('\n');
  await choose(page, 'panel.csv', rows);
  await page.getByRole('link', { name: 'Look for people in it' }).first().click();
  await page.getByRole('combobox', { name: 'age', exact: true }).first().selectOption('bucket');
  await page.getByRole('combobox', { name: 'zip', exact: true }).first().selectOption('drop');
  await page.getByRole('button', { name: 'Try it' }).click();
  await expect(page.getByText(/^k \d+ → \d+$/)).toBeVisible({ timeout: 30_000 });
  const before = page.url();
  await page.getByRole('button', { name: 'Make it a new revision' }).click();
  await expect.poll(() => page.url(), { timeout: 60_000 }).not.toBe(before);
  await expect(page.getByRole('combobox', { name: 'zip', exact: true })).toHaveCount(0);
  await expect(page.getByRole('combobox', { name: 'age', exact: true }).first()).toBeVisible();
});
