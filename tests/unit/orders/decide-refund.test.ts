import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideRefund, refundableUntil, refundWindow, type RefundFacts } from '@/lib/orders/core/decide-refund';
import { refundMail } from '@/lib/orders/core/refund-mail';
import { splitSale } from '@/lib/orders/core/split-sale';

const placedAt = new Date('2026-11-01T12:00:00Z');
const facts: RefundFacts = { order: { status: 'PAID', priceMinor: 1_999, feeMinor: 100, placedAt }, isNewest: true, sellerBalanceMinor: 1_899, isBuyerThere: true, windowDays: 14, now: new Date('2026-11-05T00:00:00Z') };

describe('an order is given back', () => {
  it.each<[string, Partial<RefundFacts>, string]>([
    ['none, or another seller’s', { order: null }, 'not-found'],
    ['a free one', { order: { status: 'PAID', priceMinor: 0, feeMinor: 0, placedAt } }, 'refund-nothing-paid'],
    ['one a second after the window', { now: new Date(refundableUntil(placedAt, 14).getTime() + 1_000) }, 'refund-too-late'],
    ['one of somebody who erased herself', { isBuyerThere: false }, 'refund-buyer-gone'],
    ['one that more was paid on top of', { isNewest: false }, 'refund-superseded'],
    ['one the seller’s balance doesn’t cover by a cent', { sellerBalanceMinor: 1_898 }, 'refund-not-covered'],
  ])('not: %s', (_, some, code) => {
    expect(decideRefund({ ...facts, ...some })).toMatchObject({ ok: false, refusal: { code } });
  });

  it('until the last moment of the window, and again as before, whatever else has changed', () => {
    expect(decideRefund({ ...facts, now: refundableUntil(placedAt, 14) })).toEqual({ ok: true, value: { kind: 'new', amountMinor: 1_999, sellerMinor: 1_899, feeMinor: 100 } });
    expect(decideRefund({ ...facts, order: { status: 'REFUNDED', priceMinor: 1_999, feeMinor: 100, placedAt }, sellerBalanceMinor: 0, now: new Date('2030-01-01') })).toEqual({ ok: true, value: { kind: 'repeat' } });
  });

  it('to the last cent of what was paid: what seller and exchange return is what each got', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), fc.double({ min: 0, max: 50, noNaN: true }), (priceMinor, feePercent) => {
      const { sellerMinor, feeMinor } = splitSale(priceMinor, feePercent);
      expect(decideRefund({ ...facts, order: { status: 'PAID', priceMinor, feeMinor, placedAt }, sellerBalanceMinor: sellerMinor })).toEqual({ ok: true, value: { kind: 'new', amountMinor: priceMinor, sellerMinor, feeMinor } });
    }), { numRuns: 1_000 });
  });

  it('a list says until when, and nothing where it can’t be', () => {
    const at = { windowDays: 14, now: facts.now };
    const order = { isSuperseded: false, status: 'PAID' as const, priceMinor: 5n, placedAt, buyer: { status: 'ACTIVE' } };
    expect(refundWindow(order, at)).toBe('2026-11-15T12:00:00.000Z');
    for (const none of [{ isSuperseded: true }, { status: 'REFUNDED' as const }, { priceMinor: 0n }, { placedAt: new Date('2026-10-01') }, { buyer: { status: 'ERASED' } }]) expect(refundWindow({ ...order, ...none }, at)).toBeNull();
  });

  it('the buyer is written how much, by whom, why, and what is left, in both languages', () => {
    const mail = { title: 'Harbour depths', amountMinor: 1_999, currency: 'EUR', byExchange: false, reason: 'The file was cut off.', keepsPart: true, link: 'https://x/en/account/wallet' };
    expect(refundMail(mail, 'en')).toEqual({ subject: 'Harbour depths: €19.99 given back', text: 'The seller has given you back €19.99 for "Harbour depths". It is in your wallet. The part you had before the upgrade is yours again.\n\nThe reason:\nThe file was cut off.\n\nhttps://x/en/account/wallet\n' });
    expect(refundMail({ ...mail, byExchange: true, keepsPart: false, currency: 'JPY' }, 'zh').text).toMatch(/^交易所已为“Harbour depths”退款 .*1,999，.*无法再下载/);
  });
});
