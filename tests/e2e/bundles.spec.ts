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
  await expect(page.getByRole('status').filter({ hasText: /^Together €/ })).toBeVisible();
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

  // The seller gives one of the two back: the money is in the wallet again, with the reason, and the licence has ended.
  await page.goto('/en/sell');
  await page.getByRole('button', { name: /^Give the money for “(Films|Football)/ }).first().click();
  const dialog = page.getByRole('dialog');
  const confirm = dialog.getByRole('button', { name: /^Give .* back$/ });
  await expect(confirm).toBeDisabled();
  await dialog.getByLabel(/^Reason/).fill('The file was cut off in the middle.');
  await confirm.click();
  await expect(dialog).toBeHidden();
  await buying.goto('/en/account/wallet');
  await expect(buying.getByText('Refund', { exact: true })).toBeVisible();
  await buying.goto('/en/account/data');
  await expect(buying.getByText(/went back to your wallet .* The file was cut off in the middle\./)).toBeVisible();
  await expect(buying.getByRole('button', { name: /^Download/ })).toHaveCount(1);
  await context.close();
});
