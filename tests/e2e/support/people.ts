import { randomUUID } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { publishByHand } from '../../../scripts/bench/publish-by-hand';

export const password = 'lighthouse keeper 47';

/** Answers the notice by refusing everything, if it is there. */
export async function refuseAll(page: Page): Promise<void> {
  const refuse = page.getByRole('button', { name: 'Refuse all' });
  await expect(refuse).toBeVisible();
  await refuse.click();
  await expect(refuse).toBeHidden();
}

/** The demo people keep their choice between tests: only the first one is asked. */
export async function refuseIfAsked(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  if (await page.getByRole('button', { name: 'Refuse all' }).isVisible()) await refuseAll(page);
}

/** A new person with an address of her own, signed in, who refused every optional purpose. */
export async function signUpNew(page: Page): Promise<{ email: string }> {
  const email = `${randomUUID()}@mail.example`;
  await page.goto('/en/sign-up');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: false }).first().fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL((url) => !url.pathname.endsWith('/sign-up'));
  await refuseAll(page);
  return { email };
}

/** A new person who sells under a name of her own and has listed nothing yet. */
export async function becomeSeller(page: Page): Promise<void> {
  await signUpNew(page);
  await page.goto('/en/sell');
  await page.getByLabel('Trading name').fill(`Tidal ${randomUUID().slice(0, 8)}`);
  await page.getByRole('button', { name: 'Become a seller' }).click();
  await expect(page.getByText('Nothing listed yet')).toBeVisible();
}

export async function topUp(page: Page, amount: string): Promise<void> {
  await page.goto('/en/account/wallet');
  await page.getByLabel(/^Amount in/).fill(amount);
  await page.getByRole('button', { name: 'Add credit' }).click();
  await expect(page.getByText(/added\. Your balance is/)).toBeVisible();
}

/** From the profile of what was just uploaded, in which nobody is found, to a listing for nothing. @returns its address */
export async function listForFree(page: Page, title: string): Promise<string> {
  await page.getByRole('link', { name: 'Look for people in it' }).first().click();
  return publishByHand(page, { title, price: '0' });
}
