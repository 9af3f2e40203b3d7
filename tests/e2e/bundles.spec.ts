import { expect, signInAs, test } from './support/fixtures';
import { refuseIfAsked, signUpNew, topUp } from './support/people';

test('a seller offers two datasets together, and a buyer gets both for less than alone', async ({ page, browser, baseURL, checkAccessibility }) => {
  await signInAs(page, 'seller');
  await refuseIfAsked(page);
  await page.goto('/en/sell/bundles');
  await page.getByLabel('Name of the bundle').fill('Films and football');
  await expect(page.getByRole('button', { name: 'Offer this bundle' })).toBeDisabled();
  await page.getByRole('checkbox', { name: /^Films/ }).check();
  await page.getByRole('checkbox', { name: /^Football/ }).check();
  await expect(page.getByRole('status').filter({ hasText: /^Together .* instead of / })).toBeVisible();
  await checkAccessibility();
  await page.getByRole('button', { name: 'Offer this bundle' }).click();
  await page.getByRole('link', { name: 'Films and football' }).click();
  await page.waitForURL(/\/bundles\//);
  await expect(page.getByText('This is your own bundle.')).toBeVisible();
  const address = page.url();

  const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const buying = await context.newPage();
  await signUpNew(buying);
  await topUp(buying, '5000');
  await buying.goto(address);
  await buying.getByRole('checkbox', { name: /I accept the licence/ }).check();
  await buying.getByRole('button', { name: /^Buy all for/ }).dblclick();
  await expect(buying.getByRole('link', { name: 'To my data' })).toBeVisible();
  await buying.goto('/en/account/data');
  await expect(buying.getByRole('button', { name: /^Download/ })).toHaveCount(2);
  await context.close();
});
