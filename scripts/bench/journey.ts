import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import sparticuz from '@sparticuz/chromium';
import { chromium, type Browser, type Page } from 'playwright-core';
import { writeLargeCsv } from './datasets/write-large-csv';
import { startExchange } from './exchange';
import { round } from './median';
import { publishByHand } from './publish-by-hand';
import type { BenchRow } from './suites';

const gigabyte = 1_000_000_000;
/** On a machine with ten other things to do, measuring takes a quarter of an hour. */
const longest = 1_800_000;
type Login = { readonly role: string; readonly email: string; readonly password: string };

/**
 * A gigabyte all the way in a real browser: uploaded, measured, its findings answered, published, bought by somebody else and received; what each step took and the most
 * memory the server held meanwhile. It fails where the bytes that arrive are not the bytes that were sent.
 */
export async function run(say: (line: string) => void, _options: unknown, bytes = gigabyte): Promise<readonly BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'databourse-bench-'));
  const file = join(folder, 'journey.csv');
  say('writing the file and starting the exchange');
  await writeLargeCsv(file, bytes);
  const exchange = await startExchange(join(folder, 'state'), 3_420);
  const browser = await chromium.launch({ executablePath: await sparticuz.executablePath(), args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'], downloadsPath: folder });
  try {
    const memory = await watchMemory(exchange.pid);
    const rows: BenchRow[] = [];
    const { size } = await stat(file);
    const timed = async <Value>(what: string, work: () => Promise<Value>): Promise<Value> => {
      say(what);
      const startedAt = performance.now();
      const value = await work();
      const seconds = (performance.now() - startedAt) / 1_000;
      rows.push({ what, seconds: round(seconds, 1), megabytesPerSecond: round(size / 1e6 / seconds, 1) });
      return value;
    };
    const seller = await personOf(browser, exchange.address, 'seller');
    await seller.goto('/en/sell/new');
    await timed('uploaded and taken in', async () => {
      await seller.locator('input[type=file]').setInputFiles(file);
      await seller.waitForURL(/revision=/, { timeout: longest });
    });
    await timed('measured', () => seller.getByRole('heading', { name: 'What was found in journey.csv' }).waitFor({ timeout: longest }));
    const address = await timed('answered, described and published', () => publish(seller));
    const buyer = await personOf(browser, exchange.address, 'buyer');
    await timed('bought', () => buy(buyer, address));
    const received = await timed('received', async () => {
      await buyer.goto('/en/account/data');
      const [download] = await Promise.all([buyer.waitForEvent('download'), buyer.getByRole('button', { name: /^Download Journey/ }).click()]);
      return download.path();
    });
    const [sent, arrived] = [await sha256Of(file), await sha256Of(received)];
    if (sent !== arrived) throw new Error(`What arrived is not what was sent: ${arrived} instead of ${sent}`);
    const peak = await memory.peak();
    rows.push({ what: `${round(size / 1e6, 0)} MB, the same bytes at the end (SHA-256 ${sent.slice(0, 12)}…)`, ...(peak === null ? {} : { serverMegabytesBefore: peak.before, serverMegabytesAtMost: peak.most }) });
    return rows;
  } finally {
    await browser.close();
    await exchange.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function personOf(browser: Browser, baseURL: string, role: string): Promise<Page> {
  const login = (JSON.parse(await readFile('scripts/demo-logins.json', 'utf8')) as Login[]).find((entry) => entry.role === role);
  const page = await (await browser.newContext({ baseURL, locale: 'en-GB', viewport: { width: 1280, height: 900 } })).newPage();
  page.setDefaultTimeout(120_000);
  await page.goto('/en/sign-in');
  await page.getByLabel('E-mail').fill(login?.email ?? '');
  await page.getByLabel('Password').fill(login?.password ?? '');
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
  await page.waitForLoadState('networkidle');
  const refuse = page.getByRole('button', { name: 'Refuse all' });
  if (await refuse.isVisible()) await refuse.click();
  return page;
}

/** Its addresses are made from the row's number and nobody's: rejected with that reason. */
async function publish(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Look for people in it' }).first().click();
  const findings = page.getByRole('button', { name: /^Answer: / });
  await findings.first().waitFor();
  for (let index = await findings.count() - 1; index >= 0; index -= 1) {
    await findings.nth(index).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox').selectOption('REJECTED');
    await dialog.getByRole('textbox').fill('Made from the number of its row, nobody has it.');
    await dialog.getByRole('button', { name: 'Save the answer' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.waitForLoadState('networkidle');
  }
  return publishByHand(page, { title: 'Journey of a gigabyte', price: '5' });
}

async function buy(page: Page, address: string): Promise<void> {
  await page.goto('/en/account/wallet');
  await page.getByLabel(/^Amount in/).fill('10');
  await page.getByRole('button', { name: 'Add credit' }).click();
  await page.getByText(/added\. Your balance is/).waitFor();
  await page.goto(address);
  await page.getByRole('button', { name: /^Buy for/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: /^Pay/ }).click();
  await dialog.getByText('It is yours').waitFor();
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Resident megabytes of the server's process now, and the most until asked; null where the system doesn't tell (it is Linux that does). */
async function watchMemory(startPid: number | undefined): Promise<{ readonly peak: () => Promise<{ readonly before: number; readonly most: number } | null> }> {
  const pids = (await readFile(`/proc/${startPid ?? 0}/task/${startPid ?? 0}/children`, 'utf8').catch(() => '')).trim().split(' ');
  const commands = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  const pid = pids[commands.findIndex((command) => command.includes('serve.mjs'))];
  if (pid === undefined) return { peak: () => Promise.resolve(null) };
  // From here on the kernel counts the peak anew.
  await writeFile(`/proc/${pid}/clear_refs`, '5');
  const megabytes = async (name: string) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024);
  const before = await megabytes('VmRSS');
  return { peak: async () => ({ before, most: await megabytes('VmHWM') }) };
}
