import { expect, test } from './support/fixtures';
import { refuseIfAsked, signUpNew } from './support/people';

test('C14 C15 C6 a person who refused everything exports everything, objects and loses what she allowed at once, and erases herself', async ({ page, checkAccessibility }) => {
  await signUpNew(page);
  await page.goto('/en/account/rights');
  await checkAccessibility();
  const data = await page.request.get('/api/rights/export?format=json');
  expect(await data.json()).toMatchObject({ profile: { isDemo: false }, orders: [] });
  expect((await page.request.get('/api/rights/export?format=zip')).headers()['content-type']).toBe('application/zip');
  await page.getByLabel('What you ask for').selectOption('OBJECTION');
  await page.getByLabel('What should be done').fill('Use nothing of what I do.');
  await page.getByRole('button', { name: 'Send request' }).click();
  await expect(page.getByText(/^Sent\. You will have an answer by/)).toBeVisible();
  await expect(page.getByRole('table', { name: 'Your requests' }).getByRole('row').filter({ hasText: 'Objection to use' })).toContainText('Waiting');
  expect(await (await page.request.get('/api/recommendations')).json()).toMatchObject({ isPersonal: false });
  await page.getByRole('button', { name: 'Erase my account' }).click();
  await page.getByLabel('Type ERASE to confirm').fill('ERASE');
  await page.getByRole('button', { name: 'Erase for ever' }).click();
  await expect(page.getByText('You are erased')).toBeVisible();
  await page.goto('/en/account');
  await expect(page).toHaveURL(/\/en\/sign-in/);
});

test('the log is read, verified and exported; an entry shows its proof', async ({ page, signIn, checkAccessibility }) => {
  await signIn('administrator');
  await refuseIfAsked(page);
  await page.goto('/en/admin/audit?outcome=ok');
  await expect(page.getByText('State of the log: Intact')).toBeVisible();
  await checkAccessibility();
  const lines = (await (await page.request.get('/api/audit/export?format=jsonl')).text()).trim().split('\n');
  expect(JSON.parse(lines[0] ?? '')).toHaveProperty('checkpoint');
  await page.goto('/en/admin/audit/1');
  await expect(page.getByText('The hash fits these bytes.')).toBeVisible();
  await checkAccessibility();
  for (const path of ['/en/admin/rights', '/en/admin/notices', '/en/admin/consents']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await checkAccessibility();
  }
});

test('a correction of the notice is written, compared and published, and the old one stays readable', async ({ page, signIn }) => {
  await signIn('administrator');
  await refuseIfAsked(page);
  await page.goto('/en/admin/notices');
  const draft = page.getByRole('region', { name: /English$/ }).first();
  await draft.getByLabel('Title').fill('What we keep about you, and what you may refuse');
  await draft.getByRole('button', { name: 'Save draft' }).click();
  await expect(draft.getByText('Draft saved.')).toBeVisible();
  await expect(draft.locator('ins')).toContainText('may');
  await page.getByLabel('Ask everybody again').uncheck();
  await page.getByRole('button', { name: /^Publish version/ }).click();
  await expect(page.getByText(/^Version \d+ is published\.$/)).toBeVisible();
  await page.goto('/en/privacy/1');
  await expect(page.getByText(/This is an earlier notice/)).toBeVisible();
});
