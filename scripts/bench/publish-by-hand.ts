import type { Page } from 'playwright-core';

/** In a browser, from where an upload says "Describe it" to its page on the market. @returns its address */
export async function publishByHand(page: Page, { title, price }: { readonly title: string; readonly price: string }): Promise<string> {
  await page.getByRole('link', { name: 'Describe it' }).first().click();
  await page.getByLabel('Title', { exact: true }).fill(title);
  await page.getByLabel('Category').selectOption('geography');
  await page.getByRole('button', { name: 'Save and go on to the price' }).click();
  await page.getByLabel(/^Your price/).fill(price);
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.waitForURL(/\/en\/datasets\//);
  // It comes into the head of the page a moment later, and moves what is below it.
  await page.getByText('Your dataset is on sale').waitFor();
  return page.url().replace(/#.*$/, '');
}
