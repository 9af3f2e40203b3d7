import { randomUUID } from 'node:crypto';
import { expect, signInAs, test } from './support/fixtures';
import { refuseAll, refuseIfAsked, signUpNew } from './support/people';

// Runs last of all files: from here on everybody is asked again.
test('C9 C1 after a material change everybody is asked again, and buys and uploads only after the new notice was shown', async ({ page, browser, baseURL, checkAccessibility }) => {
  test.setTimeout(180_000);
  await signUpNew(page);
  await page.goto('/en/sell');
  await page.getByLabel('Trading name').fill(`Notice ${randomUUID().slice(0, 8)}`);
  await page.getByRole('button', { name: 'Become a seller' }).click();
  await expect(page.getByText('Nothing listed yet')).toBeVisible();
  await page.goto('/en/sell/new');
  await expect(page.getByRole('button', { name: 'Choose' }).or(page.locator('input[type=file]')).first()).toBeAttached();

  const office = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const desk = await office.newPage();
  await signInAs(desk, 'administrator');
  await refuseIfAsked(desk);
  await desk.goto('/en/admin/notices');
  const draft = desk.getByRole('region', { name: /English$/ }).first();
  await draft.getByLabel('Title').fill(`What we keep about you, since ${randomUUID().slice(0, 4)}`);
  await draft.getByRole('button', { name: 'Save draft' }).click();
  await expect(draft.getByText('Draft saved.')).toBeVisible();
  await desk.getByLabel('Ask everybody again').check();
  await desk.getByRole('button', { name: /^Publish version/ }).click();
  await expect(desk.getByText(/^Version \d+ is published\.$/)).toBeVisible();
  await office.close();

  // The banner comes back; she puts it off and goes on to what she wanted.
  await page.goto('/en/sell/new');
  await expect(page.getByRole('button', { name: 'Refuse all' })).toBeVisible();
  const gate = page.getByRole('region', { name: 'First, the privacy notice' });
  await expect(gate.getByRole('region', { name: 'Privacy notice' })).toContainText('since');
  await expect(page.locator('input[type=file]')).toHaveCount(0);
  await checkAccessibility();
  expect((await page.request.post('/api/uploads?name=a.csv&locale=en', { headers: { 'sec-fetch-site': 'same-origin' }, data: Buffer.from('a,b\n1,2\n') })).status()).toBe(409);
  await gate.getByRole('button', { name: 'I have seen it, go on' }).click();
  await expect(page.locator('input[type=file]')).toBeAttached();
  await refuseAll(page);

  // Who was shown it for one thing has been shown it for the other.
  await page.goto('/en/search?price=free');
  await page.getByRole('main').getByRole('article').getByRole('link').first().click();
  await page.waitForURL(/\/datasets\//);
  await page.getByRole('button', { name: 'Get it for free' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('checkbox')).toBeVisible();
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: 'Get the dataset' }).click();
  await expect(dialog.getByText('It is yours')).toBeVisible();
});
