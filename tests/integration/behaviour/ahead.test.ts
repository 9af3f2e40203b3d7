import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { askAhead, recommend, recordEvents, type ReadAhead } from '@/lib/behaviour';
import { changePrice, withdrawListing } from '@/lib/catalog';
import { getNotice, recordChoice } from '@/lib/consent';
import type { Context } from '@/lib/db';
import { closeSession, findReadSession, findSession, knownOwner } from '@/lib/identity';
import { processWide } from '@/lib/shared/process-wide';
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

const listFor = async (ctx: Context, ahead?: ReadAhead) => {
  const list = await recommend(ctx, { size: 6 }, { ahead });
  if (!list.ok) throw new Error(list.refusal.code);
  return list.value;
};

describe('what is read together with the session that says who asks', () => {
  // An administrator of a weak session: her role sleeps in both.
  it.each([[['BUYER']], [['BUYER', 'ADMIN']]] as const)('is asked only of a session that was seen to live, says of it what is asked by itself, and makes the same list (%s)', async (roles) => {
    const person = await newPerson(test, { roles });
    expect(knownOwner(`${person.token} of nobody`)).toBeNull();
    const live = await findSession(db, person.token, new Date());
    const owner = knownOwner(person.token) ?? expect.fail('not known');
    expect(owner.accountId).toBe(person.accountId);
    const { token } = await getNotice(person.ctx);
    await recordChoice(person.ctx, { noticeToken: token, choices: { personalisation: true }, surface: 'banner' });
    await recordEvents(person.ctx, { events: [{ kind: 'VIEW', listingId: listingIds[0] ?? '' }] });
    const { session, ahead } = await askAhead({ db, now: () => new Date(), actor: { kind: 'account', accountId: owner.accountId, sessionId: '', roles: [] }, session: owner.session });
    expect(await findReadSession(db, { session: owner.session, read: session }, new Date())).toEqual(live);
    const at = new Date();
    const ctx = { ...person.ctx, now: () => at };
    const list = await listFor(ctx, ahead);
    // What she looked at counts: it is not suggested to her again.
    expect([list.notPersonalBecause, list.items.map(({ card }) => card.id).includes(listingIds[0] ?? '')]).toEqual([null, false]);
    expect(list).toEqual(await listFor(ctx));
    // What was read about her is used for nobody else.
    const other = await newPerson(test);
    expect(await listFor(other.ctx, ahead)).toMatchObject({ notPersonalBecause: 'no-consent' });
  });

  it('is of the five thousand that were asked for last', async () => {
    const owners = processWide('identity session owners', () => new Map<string, string>());
    const person = await newPerson(test);
    const kept = [...owners];
    try {
      while (owners.size < 5_000) owners.set(randomUUID(), randomUUID());
      const [, second] = [...owners.keys()].filter((hash) => hash !== knownOwner(person.token)?.session);
      await findSession(db, person.token, new Date());
      await findSession(db, person.token, new Date());
      expect([owners.size, owners.has(second ?? ''), [...owners.keys()].at(-1)]).toEqual([5_000, true, knownOwner(person.token)?.session]);
      await newPerson(test);
      expect(owners.size).toBe(5_000);
    } finally {
      owners.clear();
      for (const [hash, accountId] of kept) owners.set(hash, accountId);
    }
  });

  it('counts for nothing once the session has ended, and whose it was is forgotten', async () => {
    const person = await newPerson(test);
    await findSession(db, person.token, new Date());
    const owner = knownOwner(person.token) ?? expect.fail('not known');
    await closeSession(person.ctx);
    const { session } = await askAhead({ db, now: () => new Date(), actor: { kind: 'account', accountId: owner.accountId, sessionId: '', roles: [] }, session: owner.session });
    expect(await findReadSession(db, { session: owner.session, read: session }, new Date())).toBeNull();
    expect(knownOwner(person.token)).toBeNull();
  });

  it('of a token that is nobody\'s is no session', async () => {
    const { token } = await newPerson(test);
    const owner = knownOwner(token) ?? expect.fail('not known');
    const { session, ahead } = await askAhead({ db, now: () => new Date(), actor: { kind: 'account', accountId: owner.accountId, sessionId: '', roles: [] }, session: 'nobody' });
    expect([session, ahead.person.session]).toEqual([null, null]);
    expect(await findReadSession(db, { session: owner.session, read: session }, new Date())).toBeNull();
    expect(knownOwner(token)).toBeNull();
  });
});

describe('the cards of a list', () => {
  const at = new Date();
  /** Time stands still: nothing is read again because a second went by. */
  const visitor = () => contextFor(undefined, { now: () => at });
  const card = async (index: number) => (await listFor(visitor())).items.find((item) => item.card.id === listingIds[index])?.card;

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
    // It is kept meanwhile, and not read with every list.
    expect(await card(0)).toMatchObject({ subtitle: expect.not.stringMatching('By hand') as unknown });
    const later = contextFor(undefined, { now: () => new Date(at.getTime() + 1_001) });
    expect((await listFor(later)).items.find((item) => item.card.id === listingIds[0])?.card).toMatchObject({ subtitle: 'By hand' });
  });
});
