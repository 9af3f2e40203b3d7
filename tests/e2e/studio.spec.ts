import { randomUUID } from 'node:crypto';
import type { BrowserContext, Page } from '@playwright/test';
import { expect, test } from './support/fixtures';
import { signUpNew, topUp } from './support/people';

const table = ['station,day,depth_m,note', ...Array.from({ length: 900 }, (_, row) => `S${row % 7},2026-0${(row % 9) + 1}-1${row % 9},${(row * 0.37).toFixed(2)},${row % 5 === 0 ? '' : 'calm'}`)].join('\n');

test.describe.configure({ mode: 'serial' });

type Listed = { readonly title: string; readonly slug: string; /** As the page writes it. */ readonly asked: string; /** Of her studio, and her session. */ readonly studio: string; readonly session: Awaited<ReturnType<BrowserContext['storageState']>> };
let listed: Listed | undefined;
const known = (): Listed => { if (!listed) throw new Error('Nothing was listed: the first test of this file has to pass'); return listed; };

/** A seller of her own, with one listing a little above what is suggested. */
async function listOne(page: Page): Promise<Omit<Listed, 'studio' | 'session'>> {
  await signUpNew(page);
  await page.goto('/en/sell');
  await page.getByLabel('Trading name').fill(`Tidal ${randomUUID().slice(0, 8)}`);
  await page.getByRole('button', { name: 'Become a seller' }).click();
  await expect(page.getByText('Nothing listed yet')).toBeVisible();
  await page.goto('/en/sell/new');
  await page.locator('input[type=file]').setInputFiles({ name: 'harbour-depths.csv', mimeType: 'text/plain', buffer: Buffer.from(table) });
  await page.getByRole('link', { name: 'Look for people in it' }).first().click();
  await expect(page.getByText('No personal data was found in any column')).toBeVisible();
  await page.getByRole('link', { name: 'Describe it' }).first().click();
  const title = `Harbour depths ${randomUUID().slice(0, 6)}`;
  await page.getByLabel('Title', { exact: true }).fill(title);
  await page.getByLabel('Category').selectOption('geography');
  await page.getByRole('button', { name: 'Save and go on to the price' }).click();
  const suggested = amountOf(await page.getByRole('heading', { name: /^Suggested:/ }).innerText());
  const asked = (Math.ceil(suggested) + 0.9).toFixed(2);
  await page.getByLabel(/^Your price/).fill(asked);
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.waitForURL(/\/en\/datasets\//);
  return { title, slug: new URL(page.url()).pathname.split('/').at(-1) ?? '', asked: `€${asked}` };
}

const amountOf = (text: string | null): number => Number((text ?? '').replace(/[^\d.]/g, ''));

test('a seller sees what is suggested and why, moves the price by keyboard, sees what it brings, sets it, and offers tiers that nothing undercuts', async ({ page, checkAccessibility }) => {
  test.setTimeout(180_000);
  const mine = await listOne(page);
  const { title, asked } = mine;
  await page.goto('/en/sell');
  await page.getByRole('link', { name: title }).click();
  await page.getByRole('link', { name: 'Open the price studio' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Price studio' })).toBeVisible();
  await expect(page.getByText('Price now', { exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { name: /^Suggested: €/ })).toBeVisible();
  await expect(page.getByText(/€[\d.,]+ – €[\d.,]+/).first()).toBeVisible();
  // Comparables of other sellers, each with why it is like this one.
  expect(await page.locator('section[aria-labelledby=comparables]').getByRole('row').count()).toBeGreaterThan(3);

  const slider = page.getByRole('slider', { name: 'Price', exact: true });
  await expect(slider).toHaveAttribute('aria-valuetext', new RegExp(`^${asked}, Expected revenue: €`));
  const figures = page.locator('section[aria-labelledby=curve] dl');
  const before = await figures.innerText();
  await slider.focus();
  for (let step = 0; step < 6; step += 1) await page.keyboard.press('ArrowRight');
  await expect(slider).not.toHaveAttribute('aria-valuetext', new RegExp(`^${asked},`));
  const after = await figures.innerText();
  expect(after).not.toBe(before);
  expect(after).toMatch(/Expected revenue\s+€/);

  const take = page.getByRole('button', { name: /^Set the price to €/ });
  const chosen = /€[\d.,]+/.exec(await take.innerText())?.[0] ?? '';
  expect(amountOf(chosen)).toBeGreaterThan(amountOf(asked));
  await take.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^The price is €.* now\./)).toBeVisible();
  await expect(page.locator('section[aria-labelledby=history] desc').filter({ hasText: asked })).toContainText(chosen);

  // What more data would bring changes nothing.
  const whatIf = page.locator('section[aria-labelledby=what-if]');
  await expect(whatIf.getByText('as it is')).toBeVisible();
  await whatIf.getByRole('slider', { name: 'Rows' }).press('End');
  await expect(whatIf.getByText(/against now/)).toBeVisible();
  await page.reload();
  await expect(whatIf.getByText('as it is')).toBeVisible();
  await checkAccessibility();

  // The suggested menu is free of arbitrage; a line that others undercut can't be saved, and says by what.
  const menu = page.locator('section[aria-labelledby=menu]');
  await menu.getByRole('button', { name: 'Suggest three tiers' }).click();
  await expect(menu.getByRole('heading', { name: /^Line 1: A part, for good/ })).toBeVisible();
  const price = menu.getByLabel(/^Price, EUR/).first();
  const fair = await price.inputValue();
  await price.fill('9999');
  await expect(menu.getByText(/Undercut: .* together give as much for €/).first()).toBeVisible();
  await expect(menu.getByRole('button', { name: 'Save menu' })).toBeDisabled();
  await price.fill(fair);
  await menu.getByRole('button', { name: 'Save menu' }).click();
  await expect(page.getByText('Saved: this is what buyers see now.')).toBeVisible();
  listed = { ...mine, studio: new URL(page.url()).pathname, session: await page.context().storageState() };
});

test('a buyer reads why this price, buys a tier, and upgrades for the difference', async ({ page, checkAccessibility }) => {
  test.setTimeout(120_000);
  const { slug, title, asked } = known();
  await signUpNew(page);
  await topUp(page, '100');
  await page.goto(`/en/datasets/${slug}`);
  await expect(page.getByRole('heading', { name: 'The price, explained' })).toBeVisible();
  await expect(page.getByText(/the exchange suggests\.$/)).toBeVisible();
  await expect(page.getByText(/similar datasets?, .*(cost less|dearer) than/)).toBeVisible();
  await expect(page.locator('section[aria-labelledby=price] desc').filter({ hasText: asked })).toBeAttached();
  await checkAccessibility();

  const part = page.getByRole('radio', { name: /of the rows, for good/ }).first();
  await part.check();
  const partPrice = amountOf(await page.getByRole('button', { name: /^Buy for/ }).innerText());
  await buyChosen(page, /^Buy for/);
  const whole = page.getByRole('radio', { name: /^Everything, for good/ });
  await whole.check();
  const upgrade = page.getByRole('button', { name: /^Upgrade for/ });
  const difference = amountOf(await upgrade.innerText());
  const note = (await page.locator('label').filter({ has: whole }).getByText(/ less €.* you paid$/).innerText()).split('less');
  expect(amountOf(note[1] ?? '')).toBeCloseTo(partPrice, 2);
  expect(difference).toBeCloseTo(amountOf(note[0] ?? '') - partPrice, 2);
  await buyChosen(page, /^Upgrade for/);

  await page.goto('/en/account/wallet');
  await expect(page.getByText('Purchase')).toHaveCount(2);
  await page.goto('/en/account/data');
  await expect(page.getByText(title).first()).toBeVisible();
});

async function buyChosen(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: /^Pay/ }).click();
  await expect(dialog.getByText('It is yours')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toBeHidden();
}

test('the valuation report prints, names its three approaches and adds up', async ({ page, checkAccessibility }) => {
  const { slug, title } = known();
  await page.addInitScript(() => { window.print = () => { document.documentElement.dataset.printed = 'yes'; }; });
  await page.goto(`/en/datasets/${slug}/report`);
  await expect(page.getByRole('heading', { name: `Valuation report: ${title}` })).toBeVisible();
  for (const approach of ['Cost approach', 'Market approach', 'Income approach']) await expect(page.getByText(approach, { exact: false }).first()).toBeVisible();
  await checkAccessibility();
  await page.getByRole('button', { name: 'Print or save as PDF' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-printed', 'yes');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('button', { name: 'Print or save as PDF' })).toBeHidden();
  expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
});

test('a price on request: the seller hides it, a buyer asks, everybody of her class gets an offer, and she buys by it', async ({ page, browser, checkAccessibility }) => {
  test.setTimeout(120_000);
  const { slug, title, studio, session } = known();
  const seller = await (await browser.newContext({ storageState: session, baseURL: test.info().project.use.baseURL ?? '' })).newPage();
  await seller.goto(studio.replace('/studio', ''));
  await seller.getByLabel(/^Show no price/).check();
  await seller.getByRole('button', { name: 'Change the price' }).click();
  await expect(seller.getByText('The price is on request now. Everyone sees that.')).toBeVisible();
  // Who takes it back has to name a price: nothing stands there that would give the dataset away.
  await seller.reload();
  await seller.getByLabel(/^Show no price/).uncheck();
  await expect(seller.getByLabel(/^Your price/)).toHaveValue('');
  await expect(seller.getByRole('button', { name: 'Change the price' })).toBeDisabled();

  await signUpNew(page);
  await topUp(page, '100');
  await page.goto(`/en/search?price=request&q=${encodeURIComponent(title)}`);
  await expect(page.getByRole('article').filter({ hasText: title })).toContainText('Price on request');
  await page.goto(`/en/datasets/${slug}`);
  await expect(page.getByText('The seller names no price: ask for one.', { exact: false })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save', exact: false }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add to cart' })).toHaveCount(0);
  await page.getByLabel('What do you need it for?').fill('For a thesis about tides.');
  await checkAccessibility();
  await page.getByRole('button', { name: 'Ask the seller' }).click();
  await expect(page.getByText('You asked as research and teaching.', { exact: false })).toBeVisible();

  await seller.goto(studio);
  const requests = seller.locator('section[aria-labelledby=requests]');
  await expect(requests.getByText('For a thesis about tides.')).toBeVisible();
  await requests.getByLabel(/^Price for the whole/).fill('12');
  await requests.getByLabel('Why this class has this price').fill('Research is published openly.');
  await requests.getByRole('button', { name: 'Offer to research and teaching' }).click();
  await expect(requests.getByText('Your offer: €12 until', { exact: false })).toBeVisible();
  await seller.context().close();

  await page.reload();
  await expect(page.getByRole('radio', { name: /^Offer to research and teaching/ })).toBeChecked();
  await buyChosen(page, /^Buy for €12$/);
  await expect(page.getByText('It is yours').or(page.getByRole('link', { name: 'To my data' })).first()).toBeVisible();
});
