import { expect, test } from './support/fixtures';
import { refuseIfAsked, signUpNew } from './support/people';

const pages = ['/en/admin', '/en/admin/users', '/en/admin/listings', '/en/admin/orders', '/en/admin/audit', '/en/admin/consents', '/en/admin/models', '/en/admin/models/next-action', '/en/admin/models/runs', '/en/admin/models/versions', '/en/admin/alerts', '/en/admin/contests', '/en/admin/privacy', '/en/admin/outbox'];

test('an administrator sees people by pseudonym, orders, choices, and a log that proves itself', async ({ page, signIn }) => {
  await signIn('administrator');
  await refuseIfAsked(page);
  for (const path of pages) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const main = (await page.getByRole('main').innerHTML()).replaceAll('admin@demo.example', '');
    expect(main, path).not.toMatch(/[\w.+-]+@[\w-]+\.example/);
  }
  await page.goto('/en/admin/users');
  await expect(page.getByText(/p1_[\w-]{22}/).first()).toBeVisible();
  await page.goto('/en/admin/audit?action=listing.published');
  await expect(page.getByText('listing', { exact: false }).first()).toBeVisible();
  await page.goto('/en/admin/audit');
  await page.getByRole('button', { name: 'Verify now' }).click();
  await expect(page.getByText(/^Intact: all/)).toBeVisible();
});

test('orders and users are narrowed by what an administrator knows, and an empty list says how to go on', async ({ page, signIn }) => {
  await signIn('administrator');
  await refuseIfAsked(page);
  await page.goto('/en/admin/orders');
  const orders = page.getByRole('table', { name: 'All orders, newest first' });
  const buyer = orders.getByRole('link', { name: /^Only this buyer: p1_/ }).first();
  const name = (await buyer.getAttribute('aria-label'))?.replace('Only this buyer: ', '') ?? '';
  await buyer.click();
  await expect(page).toHaveURL(/buyer=p1_/);
  await expect(page.getByLabel('Buyer’s pseudonym')).toHaveValue(name);
  for (const link of await orders.getByRole('link', { name: /^Only this buyer/ }).all()) expect(await link.getAttribute('aria-label')).toContain(name);
  await page.getByLabel('Placed until').fill('2001-01-01');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('heading', { name: 'No order fits' })).toBeVisible();
  await page.getByRole('link', { name: 'Clear the filters' }).last().click();
  await expect(page).toHaveURL(/\/en\/admin\/orders$/);
  await expect(buyer).toBeVisible();

  await page.goto('/en/admin/users');
  await page.getByLabel('Role').selectOption('Administrator');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/role=ADMIN/);
  const users = page.getByRole('table', { name: 'All accounts, newest first' });
  await expect(users.getByRole('row').filter({ hasText: 'Administrator' }).first()).toBeVisible();
  await expect(users.getByRole('row').filter({ hasNotText: 'Administrator' })).toHaveCount(1);
  await page.goto('/en/admin/users?role=AUDITOR&status=ERASED');
  await expect(page.getByRole('heading', { name: 'Nobody fits' })).toBeVisible();
});

test('for everybody else there is no such page', async ({ page }) => {
  await page.goto('/en/admin/audit');
  await expect(page).toHaveURL(/\/en\/sign-in\?next=/);
  await signUpNew(page);
  for (const path of pages) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
  }
});

test('what models report is shown with its drift, and a rule can be changed, tested and silenced', async ({ page, signIn }) => {
  await signIn('administrator');
  await refuseIfAsked(page);
  await page.goto('/en/admin/models');
  await expect(page.getByRole('heading', { name: 'Health at a glance' })).toBeVisible();
  await page.getByRole('link', { name: 'Show Next action' }).click();
  await expect(page.getByRole('img', { name: 'Right predictions' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Drift of inputs and outputs' }).getByText(/Stable|Drifted|Not enough data/).first()).toBeVisible();

  await page.goto('/en/admin/alerts');
  const rule = page.getByRole('table', { name: 'Alert rules' }).getByRole('row').filter({ hasText: 'The exchange itself' }).filter({ hasText: 'Response time' });
  await rule.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('dialog').getByLabel('Limit').fill('abc');
  await expect(page.getByRole('dialog').getByText('A number, please.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save the rule' })).toBeDisabled();
  await page.getByRole('dialog').getByLabel('Limit').fill('1234');
  await page.getByRole('button', { name: 'Save the rule' }).click();
  await expect(rule.getByText('95th percentile above 1,234 ms')).toBeVisible();
  await rule.getByRole('button', { name: 'Send a test' }).click();
  await expect(rule.getByRole('status')).toContainText('No webhook is set');
  await expect(page.getByRole('table', { name: 'Alerts, newest first' }).getByRole('row').filter({ hasText: 'Response time' }).first()).toContainText('Test');
  await rule.getByRole('button', { name: 'Silence' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('Measuring the machine');
  await page.getByRole('dialog').getByRole('button', { name: 'Silence' }).click();
  await expect(rule.getByText(/^Silent until .*: Measuring the machine$/)).toBeVisible();
  const csv = await page.request.get('/api/alerts');
  expect(csv.headers()['content-type']).toContain('text/csv');
  expect(await csv.text()).toContain(',exchange,latency,threshold,');
});

test('metrics and the alert log are for those who may', async ({ page, request }) => {
  expect((await request.get('/api/alerts')).status()).toBe(401);
  expect((await request.get('/api/metrics')).status()).toBe(404);
  await signUpNew(page);
  expect((await page.request.get('/api/alerts')).status()).toBe(403);
});

test('every learning-rate schedule is trained on the same rows and shown side by side', async ({ page, signIn }) => {
  await signIn('administrator');
  await refuseIfAsked(page);
  await page.goto('/en/admin/models');
  await page.getByRole('link', { name: 'Training runs' }).click();
  const table = page.getByRole('table', { name: 'What came of each schedule' });
  for (const name of ['step decay', 'cosine annealing', 'warm-up, then cosine']) await expect(table.getByRole('row').filter({ hasText: name })).toBeVisible();
  for (const name of ['Validation loss', 'Brier score (lower is better)', 'Learning rate']) await expect(page.getByRole('img', { name, exact: true })).toBeVisible();
  // The price's demand was trained last; the next action before it, at a rate that was looked for.
  await page.getByRole('link', { name: /^Next action, / }).first().click();
  for (const name of ['Validation loss', 'Macro-F1 (higher is better)', 'Learning rate', 'Learning rate finder']) await expect(page.getByRole('img', { name, exact: true })).toBeVisible();
  for (const fact of ['Data window', 'Optimiser', 'Early stopping', 'Code version']) await expect(page.getByText(fact, { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Train now' }).click();
  await expect(page.getByRole('status').filter({ hasText: '8 runs kept.' })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('heading', { name: 'Earlier comparisons' })).toBeVisible();
});
