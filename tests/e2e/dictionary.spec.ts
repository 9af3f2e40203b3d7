import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test } from './support/fixtures';
import { becomeSeller } from './support/people';

const head = ['prcp', 'tmax', 'wdir'];
const table = `${head.join(',')}\n${Array.from({ length: 200 }, (_, row) => `${(row * 0.7).toFixed(1)},${(10 + (row % 17) * 1.3).toFixed(1)},${(row * 37) % 360}`).join('\n')}\n`;

test('a seller describes her columns by hand and from a file, and everybody reads, finds and takes them along', async ({ page, checkAccessibility }) => {
  await becomeSeller(page);
  const title = `Weather by day ${randomUUID().slice(0, 6)}`;
  await page.goto('/en/sell/new');
  await page.locator('input[type=file]').setInputFiles({ name: 'weather.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
  await page.getByRole('link', { name: 'Look for people in it' }).first().click();
  await page.getByRole('link', { name: 'Describe it' }).first().click();
  await page.getByLabel('Title', { exact: true }).fill(title);
  await page.getByLabel('Category').selectOption('weather-environment');
  await page.getByRole('button', { name: 'Save and go on to the price' }).click();
  const advice = page.getByRole('listitem').filter({ hasText: /^Say what is in 3 columns/ });
  await advice.getByRole('link', { name: 'Describe the columns' }).click();

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What is in each column');
  await expect(page.getByText('0 of 3')).toBeVisible();
  await page.getByLabel('Description of prcp').fill('Precipitation of the day');
  await page.getByLabel('Unit of prcp').fill('mm');
  await page.getByLabel('Take from a file').setInputFiles({ name: 'dictionary.csv', mimeType: 'text/csv', buffer: Buffer.from('Variable;Label;Units\ntmax;Highest temperature;°C\nhumidity;Not in it;%\n') });
  await expect(page.getByRole('status').filter({ hasText: '1 column was filled in.' })).toContainText('humidity');
  await expect(page.getByLabel('Description of tmax')).toHaveValue('Highest temperature');
  await expect(page.getByText('2 of 3')).toBeVisible();
  // Looking for a column saves nothing.
  await page.getByLabel('Find a column').fill('PR');
  await page.getByLabel('Find a column').press('Enter');
  await expect(page.getByLabel('Description of prcp')).toBeVisible();
  await page.getByLabel('Find a column').fill('');
  await expect(page.getByText('2 columns changed')).toBeVisible();
  await checkAccessibility();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved: 2 columns.' })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Unit of prcp')).toHaveValue('mm');

  await page.getByLabel('Take from a file').setInputFiles({ name: 'picture.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') });
  await expect(page.getByRole('alert').filter({ hasText: 'This is not read as a data dictionary' })).toBeVisible();
  await page.getByLabel('Only those without a description').check();
  await expect(page.getByLabel('Description of prcp')).toBeHidden();
  await expect(page.getByLabel('Description of wdir')).toBeVisible();

  await page.getByRole('navigation', { name: 'You are here' }).getByRole('link', { name: title }).click();
  await expect(page.getByRole('listitem').filter({ hasText: /^Say what is in 1 column/ })).toBeVisible();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.waitForURL(/\/en\/datasets\//);
  await expect(page.getByRole('row').filter({ hasText: 'prcp' }).filter({ hasText: 'Precipitation of the day [mm]' })).toBeVisible();
  await checkAccessibility();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Columns as CSV', exact: true }).click()]);
  expect(await readFile(await download.path(), 'utf8')).toContain('prcp,Precipitation of the day,mm,DOUBLE,0,');
  const slug = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  const metadata = await page.request.get(`/api/dictionaries/${slug}?as=csvw`);
  expect(metadata.headers()['content-type']).toContain('application/csvm+json');
  expect(await metadata.json()).toMatchObject({ tableSchema: { columns: [{ titles: 'prcp', datatype: 'double', 'schema:unitText': 'mm' }, { titles: 'tmax' }, { titles: 'wdir', datatype: 'integer' }] } });
  await page.goto('/en/search?q=precipitation%20of%20the%20day');
  await expect(page.getByRole('main').getByRole('link', { name: title })).toBeVisible();
});
