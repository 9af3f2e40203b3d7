import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';

type Login = { readonly role: string; readonly email: string; readonly password: string };
const logins = JSON.parse(readFileSync(join(import.meta.dirname, '../../../scripts/demo-logins.json'), 'utf8')) as Login[];

export type Role = 'buyer' | 'seller' | 'auditor' | 'administrator';

type Fixtures = {
  /** Signs a demo person in through the form and answers the choice on the notice by refusing everything, unless told. */
  readonly signIn: (role: Role) => Promise<void>;
  /** A second page of the same person, watched like the first. */
  readonly beside: Page;
  /** Fails on any WCAG 2.2 A or AA violation of the page, or of another, once its transitions have ended. */
  readonly checkAccessibility: (other?: Page) => Promise<void>;
};

/** A console error, an uncaught exception or a request to another origin fails the test that caused it. */
export const test = base.extend<Fixtures>({
  page: async ({ page, baseURL }, use) => {
    const faults = faultsOf(page, baseURL);
    await use(page);
    expect(faults).toEqual([]);
  },
  beside: async ({ page, baseURL }, use) => {
    const other = await page.context().newPage();
    const faults = faultsOf(other, baseURL);
    await use(other);
    expect(faults).toEqual([]);
  },
  signIn: async ({ page }, use) => {
    await use(async (role) => {
      await signInAs(page, role);
    });
  },
  checkAccessibility: async ({ page }, use) => {
    await use(async (other = page) => {
      await settled(other);
      const { violations } = await new AxeBuilder({ page: other }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).slice(0, 3).join(' | ')}`)).toEqual([]);
    });
  },
});

function faultsOf(page: Page, baseURL: string | undefined): string[] {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !isExpected(message.text())) faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
  page.on('request', (request) => {
    if (baseURL && /^https?:/.test(request.url()) && !request.url().startsWith(baseURL)) faults.push(`third party: ${request.url()}`);
  });
  return faults;
}

/**
 * A colour halfway through its transition is nobody's colour: waits until every animation that ends has ended.
 * A page that refreshes itself has no title between the old one and the streamed new one (300 ms seen; vercel/next.js#96797):
 * one without any title at all still fails here.
 */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.title !== '');
  await page.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== 'running' || animation.effect?.getComputedTiming().endTime === Infinity));
}

/** The browser itself writes a line for every 4xx answer; the tests that provoke one assert its page. */
function isExpected(text: string): boolean {
  return /Failed to load resource: the server responded with a status of 4\d\d/.test(text);
}

export async function signInAs(page: Page, role: Role): Promise<void> {
  const login = logins.find((entry) => entry.role === role);
  if (!login) throw new Error(`No demo login for ${role}`);
  await page.goto('/en/sign-in');
  await page.getByLabel('E-mail').fill(login.email);
  await page.getByLabel('Password').fill(login.password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
}

export { expect } from '@playwright/test';
