import { randomUUID } from 'node:crypto';
import { expect, signInAs, test } from './support/fixtures';
import { becomeSeller, refuseIfAsked } from './support/people';

const people = ['age,sex,zip,mail,wage', ...Array.from({ length: 120 }, (_, row) => `${20 + (row % 60)},${row % 2 ? 'f' : 'm'},9${String(4_000 + (row % 40))},p${row}@example.org,${row * 3}`)].join('\n');

test('people are found, answered, made coarser, hidden, approved by an administrator, and told to buyers', async ({ page, browser, baseURL, checkAccessibility }) => {
  test.setTimeout(240_000);
  await becomeSeller(page);
  await page.goto('/en/sell/new');
  const name = `panel-${randomUUID().slice(0, 6)}`;
  await page.locator('input[type=file]').setInputFiles({ name: `${name}.csv`, mimeType: 'text/csv', buffer: Buffer.from(people) });
  await page.getByRole('link', { name: 'Look for people in it' }).first().click();
  await expect(page.getByText('1 finding waits for your answer')).toBeVisible();
  await expect(page.getByText(/^p•+@•+/).first()).toBeVisible();
  await checkAccessibility();

  await page.getByRole('button', { name: 'Answer: E-mail address, mail' }).click();
  await page.getByLabel('Why?').fill('Participants agreed to be listed.');
  await page.getByRole('button', { name: 'Save the answer' }).click();
  await expect(page.getByText('An administrator has to approve this revision')).toBeVisible();

  await page.getByRole('combobox', { name: 'age', exact: true }).first().selectOption('bucket');
  await page.getByRole('button', { name: 'Try it' }).click();
  await expect(page.getByText(/^k 1 → \d+$/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Make it a new revision' })).toBeVisible();

  // Nothing is chosen beforehand, and what is missing is named field by field.
  await page.getByLabel('Where do they live?').fill('Germny, CN');
  await page.getByRole('button', { name: 'Ask an administrator' }).click();
  await expect(page.getByText('Choose one.')).toHaveCount(3);
  await expect(page.getByText('No country: Germny.')).toBeVisible();
  await expect(page.getByText('At least 20 characters.', { exact: true })).toBeVisible();
  await page.getByRole('combobox', { name: 'Lawful basis' }).selectOption('consent');
  await page.getByLabel('When were the people told?').selectOption('before');
  await page.getByLabel('How was it collected?').selectOption('from-people');
  await page.getByLabel('Where do they live?').fill('Germany, CN');
  await page.getByLabel('Why does it hold?').fill('Everybody signed the form kept by the board.');
  await page.getByRole('button', { name: 'Ask an administrator' }).click();
  await expect(page.getByText('An administrator has been asked', { exact: true })).toBeVisible();

  const seller = page.url();
  const office = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const desk = await office.newPage();
  await signInAs(desk, 'administrator');
  await refuseIfAsked(desk);
  await desk.goto('/en/admin/privacy');
  const request = desk.getByRole('region', { name });
  await expect(request.getByText('Everybody signed the form kept by the board.')).toBeVisible();
  await request.getByRole('button', { name: 'Approve' }).click();
  await desk.getByLabel('Your reason').fill('The board confirmed the forms.');
  await desk.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await expect(request.getByText('Approved', { exact: true })).toBeVisible();
  await office.close();

  await page.goto(seller);
  await expect(page.getByText('Approved by an administrator')).toBeVisible();
  await page.getByRole('combobox', { name: 'wage', exact: true }).last().selectOption('HIDE');
  await page.getByRole('button', { name: 'Save what is shown' }).click();
  await expect(page.getByText('Saved. It holds everywhere from now on.')).toBeVisible();
  await page.getByRole('link', { name: 'Describe it' }).first().click();
  await page.getByRole('button', { name: 'Save and go on to the price' }).click();
  const onRequest = page.getByRole('checkbox', { name: /^Show no price/ });
  await expect(onRequest).toBeChecked();
  await onRequest.uncheck();
  await page.getByLabel(/^Your price/).fill('5');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByText('this table is not offered to everybody at a price')).toHaveCount(2);
  await onRequest.check();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.waitForURL(/\/en\/datasets\//);
  await expect(page.getByText(/^5 columns scanned\. Personal data found: E-mail address/)).toBeVisible();
  await expect(page.getByText(/Lawful basis: Consent of the people/)).toBeVisible();
  await expect(page.getByText('Collected: From the people themselves. People told: Before their data was collected. They live in: China and Germany.')).toBeVisible();
  expect(await page.content()).not.toMatch(/wage|@example\.org/);
});

test('an administrator sees the queue', async ({ page, signIn, checkAccessibility }) => {
  await signIn('administrator');
  await refuseIfAsked(page);
  await page.goto('/en/admin/privacy');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Personal data to approve');
  await checkAccessibility();
});
