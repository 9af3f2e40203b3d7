import { randomBytes, randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { findLicence } from '@/lib/catalog';
import { getConsentReceipt, getNotice, publishBundledNotices, recordChoice } from '@/lib/consent';
import { getOrderReceipt, placeOrder, topUpWallet } from '@/lib/orders';
import { pseudonym } from '@/lib/shared/pseudonym';
import { testContext } from '@/tests/support/context';
import { createListing } from '@/tests/support/market';

const { db, contextFor, createAccount } = await testContext();

it('A7 the receipt of a purchase is for its buyer, and names nobody but her pseudonym', async () => {
  const [buyer, other, seller] = [await createAccount(), await createAccount(), await createAccount({ roles: ['BUYER', 'SELLER'] })];
  const [own, strange] = [contextFor(buyer.actor), contextFor(other.actor)];
  const { listingId } = await createListing(db, { sellerId: seller.accountId, priceMinor: 1_000 });
  await topUpWallet(own, { amountMinor: 5_000, idempotencyKey: randomUUID() });
  const order = await placeOrder(own, { listingId, quotedMinor: 1_000, licenceSha256: findLicence('exchange-internal-1.0', 'en')?.sha256 ?? '', idempotencyKey: randomUUID() });
  if (!order.ok) throw new Error(order.refusal.code);
  const { orderId } = order.value;
  const receipt = await getOrderReceipt(own, { orderId });
  if (!receipt.ok) throw new Error(receipt.refusal.code);
  expect(JSON.parse(receipt.value.leaf)).toMatchObject({ action: 'order.placed', objectId: orderId, actor: pseudonym('audit', buyer.accountId) });
  for (const id of [buyer.accountId, seller.accountId]) expect(JSON.stringify(receipt.value)).not.toContain(id);
  expect(await getOrderReceipt(strange, { orderId })).toEqual(await getOrderReceipt(strange, { orderId: randomUUID() }));
  expect(await getOrderReceipt(contextFor(seller.actor), { orderId })).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
  expect(await getOrderReceipt(contextFor(), { orderId })).toMatchObject({ ok: false, refusal: { code: 'sign-in-needed' } });
});

it('C8 the receipt of a choice is for whose choice it is, a visitor too, and is of the newest', async () => {
  await publishBundledNotices(contextFor({ kind: 'system' }));
  const visitor = contextFor({ kind: 'visitor', visitorId: randomBytes(16).toString('base64url') });
  expect(await getConsentReceipt(visitor)).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
  const choose = async (personalisation: boolean) => recordChoice(visitor, { noticeToken: (await getNotice(visitor)).token, choices: { personalisation, 'market-statistics': false }, surface: 'banner' });
  await choose(true);
  const first = await getConsentReceipt(visitor);
  await choose(false);
  const second = await getConsentReceipt(visitor);
  if (!first.ok || !second.ok) throw new Error('no receipt');
  expect(second.value.inclusion.index).toBeGreaterThan(first.value.inclusion.index);
  expect(await getConsentReceipt(contextFor())).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
});
