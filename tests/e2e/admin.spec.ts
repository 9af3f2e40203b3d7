import { expect, test } from './support/fixtures';
import { refuseIfAsked, signUpNew } from './support/people';

const pages = ['/en/admin', '/en/admin/users', '/en/admin/listings', '/en/admin/orders', '/en/admin/audit', '/en/admin/consents', '/en/admin/models'];

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

test('for everybody else there is no such page', async ({ page }) => {
  await page.goto('/en/admin/audit');
  await expect(page).toHaveURL(/\/en\/sign-in\?next=/);
  await signUpNew(page);
  for (const path of pages) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
  }
});
