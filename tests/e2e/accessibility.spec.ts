import { expect, test } from './support/fixtures';
import { refuseAll, refuseIfAsked } from './support/people';

const wide = { width: 1280, height: 900 };
const narrow = { width: 390, height: 844 };
const byRole = {
  visitor: ['/en', '/zh', '/en/search', '/zh/search?q=weather', '/en/privacy', '/en/sign-in', '/zh/sign-up', '/en/models', '/zh/models', '/en/why', '/zh/why', '/en/transparency', '/zh/transparency'],
  buyer: ['/en/account', '/en/account/data', '/zh/account/wallet', '/en/account/privacy', '/zh/account/contests'],
  seller: ['/en/sell', '/zh/sell', '/en/sell/new'],
  administrator: ['/en/admin', '/en/admin/users', '/zh/admin/audit', '/en/admin/consents', '/en/admin/orders', '/zh/admin/models', '/en/admin/models/next-action', '/zh/admin/alerts', '/en/admin/models/runs', '/en/admin/models/versions', '/en/admin/contests', '/en/admin/privacy', '/zh/admin/privacy', '/zh/admin/outbox', '/en/admin/models/price', '/en/admin/models/pricing'],
} as const;

for (const [role, paths] of Object.entries(byRole)) {
  for (const [look, viewport, colorScheme] of [['light and wide', wide, 'light'], ['dark and narrow', narrow, 'dark']] as const) {
    test(`the pages of a ${role} have no barrier, ${look}`, async ({ page, beside, signIn, checkAccessibility }) => {
      test.setTimeout(90_000);
      for (const each of [page, beside]) {
        await each.setViewportSize(viewport);
        await each.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      }
      if (role !== 'visitor') await signIn(role as 'buyer' | 'seller' | 'administrator');
      else await page.goto('/en');
      await page.waitForLoadState('networkidle');
      if (await page.getByRole('button', { name: 'Refuse all' }).isVisible()) {
        await checkAccessibility();
        await refuseAll(page);
      }
      // Two at a time: much of it is waiting until a page is quiet.
      await Promise.all([page, beside].map(async (each, turn) => {
        for (const path of paths.filter((_, index) => index % 2 === turn)) {
          await each.goto(path);
          await each.waitForLoadState('networkidle');
          await checkAccessibility(each);
          const overhang = await each.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          expect(overhang, path).toBeLessThanOrEqual(0);
        }
      }));
    });
  }
}

test('a dataset page has no barrier and its dialog opens and closes by keyboard', async ({ page, signIn, checkAccessibility }) => {
  await signIn('buyer');
  await refuseIfAsked(page);
  await page.goto('/en/search?price=paid&sort=price-up');
  await page.getByRole('main').getByRole('article').getByRole('link').first().click();
  await page.waitForURL(/\/datasets\//);
  await page.waitForLoadState('networkidle');
  await checkAccessibility();
  const buy = page.getByRole('button', { name: /^Buy for/ });
  if (await buy.isVisible()) {
    await buy.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(buy).toBeFocused();
  }
});

test('the first stop of the keyboard leads past the header', async ({ page }) => {
  await page.goto('/en');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to content' });
  await expect(skip).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#content$/);
});
