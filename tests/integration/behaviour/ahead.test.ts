import { beforeEach, describe, expect, it } from 'vitest';
import { askAhead, recommend, recordEvents } from '@/lib/behaviour';
import { changePrice, withdrawListing } from '@/lib/catalog';
import { getNotice, recordChoice } from '@/lib/consent';
import type { Context } from '@/lib/db';
import { closeSession, findReadSession, findSession, knownOwner } from '@/lib/identity';
import { testContext } from '@/tests/support/context';
import { freshMarket } from '@/tests/support/fresh-market';
import { newPerson } from '@/tests/support/people';

const test = await testContext();
const { db, contextFor } = test;
let listingIds: string[];
let seller: Awaited<ReturnType<typeof freshMarket>>['seller'];
beforeEach(async () => {
  ({ listingIds, seller } = await freshMarket(test, ['Harbour depth', 'Harbour waves', 'Harbour tides', 'Rain'].map((title) => ({ title, priceMinor: 400 }))));
});

const titles = async (ctx: Context, ahead?: Parameters<typeof recommend>[2]) => {
  const list = await recommend(ctx, { size: 6 }, ahead);
  if (!list.ok) throw new Error(list.refusal.code);
  return list.value;
};

describe('what is read together with the session that says who asks', () => {
  it('is asked only of a session that was seen to live, says of it what is asked by itself, and makes the same list', async () => {
    const person = await newPerson(test);
    expect(knownOwner(`${person.token} of nobody`)).toBeNull();
    const live = await findSession(db, person.token, new Date());
    const owner = knownOwner(person.token) ?? expect.fail('not known');
    expect(owner.accountId).toBe(person.accountId);
    const { token } = await getNotice(person.ctx);
    await recordChoice(person.ctx, { noticeToken: token, choices: { personalisation: true }, surface: 'banner' });
    await recordEvents(person.ctx, { events: [{ kind: 'VIEW', listingId: listingIds[0] ?? '' }] });
    const { session, ahead } = await askAhead({ db, now: () => new Date(), actor: { kind: 'account', accountId: owner.accountId, sessionId: '', roles: [] }, session: owner.session });
    expect(await findReadSession(db, session, new Date())).toEqual(live);
    const at = new Date();
    const ctx = { ...person.ctx, now: () => at };
    const list = await titles(ctx, ahead);
    // What she looked at counts: it is not suggested to her again.
    expect([list.notPersonalBecause, list.items.map(({ card }) => card.id).includes(listingIds[0] ?? '')]).toEqual([null, false]);
    expect(list).toEqual(await titles(ctx));
  });

  it('counts for nothing once the session has ended, and whose it was is forgotten', async () => {
    const person = await newPerson(test);
    await findSession(db, person.token, new Date());
    const owner = knownOwner(person.token) ?? expect.fail('not known');
    await closeSession(person.ctx);
    const { session } = await askAhead({ db, now: () => new Date(), actor: { kind: 'account', accountId: owner.accountId, sessionId: '', roles: [] }, session: owner.session });
    expect(await findReadSession(db, session, new Date())).toBeNull();
    expect(knownOwner(person.token)).toBeNull();
  });

  it('of a token that is nobody\'s is no session', async () => {
    const { token } = await newPerson(test);
    const owner = knownOwner(token) ?? expect.fail('not known');
    const { session, ahead } = await askAhead({ db, now: () => new Date(), actor: { kind: 'account', accountId: owner.accountId, sessionId: '', roles: [] }, session: 'nobody' });
    expect([session, ahead.person.session]).toEqual([null, null]);
    expect(await findReadSession(db, session, new Date())).toBeNull();
  });
});

describe('the cards of a list', () => {
  const at = new Date();
  /** Time stands still: nothing is read again because a second went by. */
  const visitor = () => contextFor(undefined, { now: () => at });
  const card = async (index: number) => (await titles(visitor())).items.find((item) => item.card.id === listingIds[index])?.card;

  it('are kept between lists, and say what the log says from the very next list on', async () => {
    const ctx = contextFor(seller.actor);
    expect(await card(0)).toMatchObject({ title: 'Harbour depth', priceMinor: 400 });
    expect(await changePrice(ctx, { listingId: listingIds[0] ?? '', priceMinor: 900 }, { suggestedMinor: null })).toMatchObject({ ok: true });
    expect(await card(0)).toMatchObject({ priceMinor: 900 });
    expect(await withdrawListing(ctx, { listingId: listingIds[0] ?? '' })).toMatchObject({ ok: true });
    expect(await card(0)).toBeUndefined();
    expect(await card(1)).toBeDefined();
  });

  it('are a second old at most where no line of the log tells of a change', async () => {
    expect(await card(0)).toMatchObject({ subtitle: expect.not.stringMatching('By hand') as unknown });
    await db.listing.update({ where: { id: listingIds[0] ?? '' }, data: { subtitle: 'By hand' } });
    const later = contextFor(undefined, { now: () => new Date(at.getTime() + 1_001) });
    expect((await titles(later)).items.find((item) => item.card.id === listingIds[0])?.card).toMatchObject({ subtitle: 'By hand' });
  });
});
