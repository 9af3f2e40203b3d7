import { randomBytes, randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { recommend, recordEvents } from '@/lib/behaviour';
import { declareTerms, findLicence, getDeclaredTerms } from '@/lib/catalog';
import { getNotice, recordChoice } from '@/lib/consent';
import type { Context } from '@/lib/db';
import { checkOutCart, placeOrder } from '@/lib/orders';
import { testContext } from '@/tests/support/context';
import { freshMarket } from '@/tests/support/fresh-market';

const test = await testContext();
const { db, contextFor, createAccount } = test;
const licences = ['MIT', 'MIT', 'exchange-internal-1.0', 'MIT', 'CC0-1.0', 'MIT', 'MIT', 'MIT'] as const;
let listingIds: string[];
beforeEach(async () => {
  ({ listingIds } = await freshMarket(test, licences.map((licenceCode, index) => ({ title: `Table ${'abcdefgh'[index]}`, licenceCode }))));
  // The second is for use in Germany and France only.
  await db.listing.update({ where: { id: listingIds[1] ?? '' }, data: { regions: ['DE', 'FR'] } });
});
const idOf = (index: number) => listingIds[index] ?? '';
const agree = async (ctx: Context) => { await recordChoice(ctx, { noticeToken: (await getNotice(ctx)).token, choices: { personalisation: true }, surface: 'banner' }); return ctx; };
const look = (ctx: Context, ...indexes: number[]) => recordEvents(ctx, { events: indexes.map((index) => ({ kind: 'VIEW' as const, listingId: idOf(index) })) });
const shown = async (ctx: Context, size = 6) => { const list = await recommend(ctx, { size }); if (!list.ok) throw new Error(list.refusal.code); return list.value.items.map(({ card }) => listingIds.indexOf(card.id)); };
const order = (index: number) => ({ listingId: idOf(index), quotedMinor: 0, licenceSha256: findLicence(licences[index] ?? '', 'en')?.sha256 ?? '' });
const codeOf = (result: Awaited<ReturnType<typeof placeOrder>>) => (result.ok ? 'ok' : result.refusal.code);
const buy = async (ctx: Context, index: number) => codeOf(await placeOrder(ctx, { ...order(index), idempotencyKey: randomUUID() }));

describe('what licence or region does not allow', () => {
  it('is in no list that is made for a buyer, however many looked at it after what she looked at, and lists stay as long', async () => {
    for (let person = 0; person < 6; person += 1) await look(await agree(contextFor({ kind: 'visitor', visitorId: randomBytes(16).toString('base64url') })), 0, 1, 2);
    const ctx = await agree(contextFor((await createAccount()).actor));
    await look(ctx, 0);
    expect((await shown(ctx)).slice(0, 2).toSorted()).toEqual([1, 2]);
    await declareTerms(ctx, { country: 'US', uses: ['commercial'] });
    const barred = await shown(ctx);
    expect(barred).toHaveLength(5);
    for (const index of [1, 2]) expect(barred).not.toContain(index);
    await declareTerms(ctx, { country: 'FR', uses: [] });
    expect((await shown(ctx)).slice(0, 2).toSorted()).toEqual([1, 2]);
    // Whoever said nothing sees what everybody sees.
    expect(await shown(contextFor())).toEqual(await shown(contextFor((await createAccount()).actor)));
  });

  it('is refused at the till, alone and out of a cart, and nothing is charged', async () => {
    const ctx = await agree(contextFor((await createAccount()).actor));
    expect(await buy(ctx, 1)).toBe('country-needed');
    await declareTerms(ctx, { country: 'US', uses: ['commercial'] });
    expect([await buy(ctx, 1), await buy(ctx, 2)]).toEqual(['region-not-allowed', 'use-not-allowed']);
    const checkedOut = await checkOutCart(ctx, { items: [order(0), order(1), order(2)], idempotencyKey: randomUUID() });
    expect(checkedOut).toMatchObject({ value: { boughtCount: 1, refused: [{ listingId: idOf(1), refusal: { code: 'region-not-allowed' } }, { listingId: idOf(2), refusal: { code: 'use-not-allowed', params: { use: 'commercial' } } }] } });
    expect(await db.order.count()).toBe(1);
    await declareTerms(ctx, { country: 'DE', uses: ['model-training'] });
    expect([await buy(ctx, 1), await buy(ctx, 2)]).toEqual(['ok', 'ok']);
    // What the sale was made under stands in the log, and not where the buyer is.
    const sold = await db.auditEvent.findFirstOrThrow({ where: { action: 'order.placed', canonical: { contains: 'DE FR' } } });
    expect(sold.canonical).toContain('"regions":"DE FR"');
    const said = await db.auditEvent.findMany({ where: { action: 'buyer.terms-declared' } });
    expect(said).toHaveLength(2);
    // Not where she is and not what for: nothing of it but her role, whatever letters a pseudonym happens to have.
    for (const { canonical } of said) expect(JSON.parse(canonical)).toMatchObject({ objectId: '', requestId: 'test', detail: { role: 'BUYER' } });
    for (const { canonical } of said) expect(Object.keys((JSON.parse(canonical) as { readonly detail: object }).detail)).toEqual(['role']);
  });

  it('is each buyer’s own to say', async () => {
    const [one, other] = [contextFor((await createAccount()).actor), contextFor((await createAccount()).actor)];
    await declareTerms(one, { country: 'DE', uses: ['commercial'] });
    expect(await getDeclaredTerms(one)).toEqual({ ok: true, value: { country: 'DE', uses: ['commercial'] } });
    expect(await getDeclaredTerms(other)).toEqual({ ok: true, value: { country: null, uses: [] } });
    expect(await declareTerms(contextFor(), { country: 'DE', uses: [] })).toMatchObject({ refusal: { code: 'sign-in-needed' } });
    expect(await getDeclaredTerms(contextFor())).toMatchObject({ refusal: { code: 'sign-in-needed' } });
  });
});
