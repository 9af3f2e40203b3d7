import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './support/fixtures';

/** More than 32 MB: three pieces of the protocol. */
function manyRows(): Buffer {
  const lines = ['id,depth'];
  for (let row = 0; row < 1_900_000; row += 1) lines.push(`${row},${(row % 977) / 100 + 100}.000`.slice(0, 22));
  return Buffer.from(lines.join('\n'));
}

test('an upload waits for the line, goes on after the page was closed, and arrives byte for byte', async ({ page, signIn }) => {
  const folder = await mkdtemp(join(tmpdir(), 'databourse-upload-'));
  const path = join(folder, 'soundings.csv');
  const bytes = manyRows();
  await writeFile(path, bytes);
  try {
    await signIn('seller');
    let pieces = 0;
    await page.route('**/api/uploads/tus/*', async (route) => {
      if (route.request().method() !== 'PATCH') return route.continue();
      pieces += 1;
      // After the first piece the server is busy, as behind a balancer that has lost it.
      return pieces === 1 ? route.continue() : route.fulfill({ status: 423, body: 'locked' });
    });
    await page.goto('/en/sell/new');
    await page.locator('input[type=file]').setInputFiles(path);
    await expect(page.getByText('The connection broke. Trying again')).toBeVisible();
    // The page is left before the line is mended, so that it can't go on by itself.
    await page.goto('/en/sell');
    await page.unroute('**/api/uploads/tus/*');
    await page.goto('/en/sell/new');
    const offsets: number[] = [];
    page.on('request', (request) => { if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset'])); });
    await page.locator('input[type=file]').setInputFiles(path);
    await expect(page.getByRole('heading', { name: 'What was found in soundings.csv' })).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText(createHash('sha256').update(bytes).digest('hex').slice(0, 12)).first()).toBeVisible();
    // What had arrived before the page was closed was not sent again.
    expect(bytes.length).toBeGreaterThan(32 * 1024 * 1024);
    expect(offsets).toEqual([16, 32].map((megabytes) => megabytes * 1024 * 1024));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('several files are one dataset, and files of other columns are told apart by name', async ({ page, signIn, checkAccessibility }) => {
  await signIn('seller');
  const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.goto('/en/sell/new');
  await page.locator('input[type=file]').setInputFiles([file('ebb-north.csv', 'day,depth\n2026-01-01,1\n'), file('ebb-south.csv', 'day,salt\n2026-01-01,2\n')]);
  await expect(page.getByText('ebb-south.csv and the first one differ in “salt”')).toBeVisible();
  await checkAccessibility();
  await page.locator('input[type=file]').setInputFiles([file('ebb-north.csv', 'day,depth\n2026-01-01,1\n'), file('ebb-south.csv', 'depth,day\n2,2026-01-01\n5,2026-01-03\n')]);
  await expect(page.getByRole('heading', { name: 'What was found in ebb.zip' })).toBeVisible();
});

test('an upload answers to nobody but its owner', async ({ page, signIn, browser, baseURL }) => {
  await signIn('seller');
  const headers = { 'tus-resumable': '1.0.0', origin: baseURL ?? '' };
  const begun = await page.request.post('/api/uploads/tus', { headers: { ...headers, 'upload-length': '10' } });
  expect(begun.status()).toBe(201);
  const address = begun.headers().location ?? '';
  expect(address).toMatch(/^\/api\/uploads\/tus\/[0-9a-f]{32}$/);
  expect((await page.request.head(address, { headers })).status()).toBe(200);
  const stranger = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  expect((await stranger.request.head(address, { headers })).status()).toBe(401);
  expect((await stranger.request.post('/api/uploads/tus', { headers: { ...headers, 'upload-length': '10' } })).status()).toBe(401);
  expect((await stranger.request.patch(address, { headers: { ...headers, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }, data: 'x' })).status()).toBe(401);
  await stranger.close();
  expect((await page.request.post('/api/uploads/tus', { headers: { 'tus-resumable': '1.0.0', 'upload-length': '10', 'sec-fetch-site': 'cross-site' } })).status()).toBe(403);
  expect((await page.request.post('/api/uploads/tus', { headers: { ...headers, 'upload-length': String(1024 ** 4) } })).status()).toBe(413);
  expect((await page.request.post('/api/uploads/tus', { headers: { ...headers, 'upload-defer-length': '1' } })).status()).toBe(400);
  expect((await page.request.get(address)).status()).toBe(405);
  expect((await page.request.delete(address, { headers })).status()).toBe(204);
  expect((await page.request.head(address, { headers })).status()).toBe(404);
});
