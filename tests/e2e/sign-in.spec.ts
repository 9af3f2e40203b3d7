import { Secret, TOTP } from 'otpauth';
import { expect, test } from './support/fixtures';
import { password, signUpNew } from './support/people';

test('a passkey is added, shown, and opens the account by itself', async ({ page, context, checkAccessibility }) => {
  const cdp = await context.newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
  await signUpNew(page);
  await page.goto('/en/account/security');
  await checkAccessibility();
  await page.getByLabel('Name of this device').fill('Test phone');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(page.getByText('Test phone')).toBeVisible();
  await context.clearCookies();
  await page.goto('/en/sign-in?next=/en/account/security');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.waitForURL('**/en/account/security');
  await expect(page.getByText('Second factor', { exact: true }).first()).toBeVisible();
});

test('an authenticator app is set up, and its recovery codes open the account', async ({ page, context, checkAccessibility }) => {
  const { email } = await signUpNew(page);
  await page.goto('/en/account/security');
  await page.getByRole('button', { name: 'Set it up' }).click();
  await expect(page.getByRole('img', { name: 'Picture of the key' })).toBeVisible();
  const secret = (await page.locator('code').first().textContent()) ?? '';
  await page.getByLabel('Code', { exact: true }).fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate());
  await page.getByRole('button', { name: 'Turn it on' }).click();
  const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
  await expect(codes).toHaveCount(10);
  const code = (await codes.first().textContent()) ?? '';
  await checkAccessibility();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByText('10 recovery codes are left.')).toBeVisible();
  await context.clearCookies();
  await page.goto('/en/sign-in?next=/en/account/security');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByLabel('Code').fill(code);
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('**/en/account/security');
  await expect(page.getByText('9 recovery codes are left.')).toBeVisible();
});
