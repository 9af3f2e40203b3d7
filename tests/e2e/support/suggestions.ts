import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import type pg from 'pg';
import type { RecommendationList } from '../../../lib/behaviour/schema';

/** The part of an answer that these tests look at; `ids` in the order of the list. */
export type Answered = RecommendationList & { readonly ids: readonly string[] };

/** Somebody and her cookies. Node's own requests: a hundred at once cost the browser's driver more than the server that is looked at. */
export type Reader = {
  readonly get: (path: string, how?: { readonly signal?: AbortSignal }) => Promise<Answer>; readonly post: (path: string, data: unknown) => Promise<Answer>;
  /** As a header has them. */
  readonly cookie: () => string;
};
type Answer = { readonly status: number; readonly type: string; readonly body: string };

/** What pages send goes along. */
export function newReader(address: string, cookie = ''): Reader {
  let own = cookie;
  const ask = async (path: string, init: RequestInit): Promise<Answer> => {
    const answer = await fetch(`${address}${path}`, { ...init, headers: { cookie: own, origin: address, 'content-type': 'application/json', 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0' } });
    const [given] = answer.headers.getSetCookie();
    if (given !== undefined) own = given.split(';', 1)[0] ?? '';
    return { status: answer.status, type: answer.headers.get('content-type') ?? '', body: await answer.text() };
  };
  return { get: (path, how = {}) => ask(path, how), post: (path, data) => ask(path, { method: 'POST', body: JSON.stringify(data) }), cookie: () => own };
}

/** Her cookies for a browser. */
export function cookiesOf(reader: Reader, address: string): { readonly name: string; readonly value: string; readonly url: string }[] {
  return reader.cookie().split('; ').map((pair) => ({ name: pair.slice(0, pair.indexOf('=')), value: pair.slice(pair.indexOf('=') + 1), url: address }));
}

/** Her choice about personal suggestions, made and answered. */
export async function choose(reader: Reader, isGiven: boolean): Promise<void> {
  const { token } = JSON.parse((await reader.get('/api/consent')).body) as { token: string };
  expect(await reader.post('/api/consent', { noticeToken: token, choices: { personalisation: isGiven }, surface: 'privacy-page' })).toMatchObject({ status: 200 });
}

/** What her page tells of what she did. */
export async function tell(reader: Reader, kind: 'VIEW' | 'DISMISS', ...listingIds: readonly string[]): Promise<void> {
  for (let from = 0; from < listingIds.length; from += 50) expect((await reader.post('/api/events', { events: listingIds.slice(from, from + 50).map((listingId) => ({ kind, listingId })) })).status).toBe(204);
}

/** A list nobody has to be ashamed of: answered as one, each listing once, each with its reason in words and numbers, and where nothing of it is personal or it is empty it says why. */
export async function sensibleList(reader: Reader, query = 'size=12'): Promise<Answered> {
  const answer = await reader.get(`/api/recommendations?${query}`);
  expect(answer.status, answer.body).toBe(200);
  const list = JSON.parse(answer.body) as RecommendationList;
  const ids = list.items.map(({ card }) => card.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { card, reason, why } of list.items) {
    expect(['because-you-viewed', 'because-of-several', 'similar-content', 'popular', 'new']).toContain(reason.code);
    expect(why.factors.length, card.title).toBeGreaterThan(0);
  }
  const isPersonal = list.items.some(({ reason }) => reason.code === 'because-you-viewed' || reason.code === 'because-of-several');
  expect(list.isPersonal).toBe(isPersonal);
  if (ids.length === 0) expect(list.notPersonalBecause).not.toBeNull();
  return { ...list, ids };
}

/** The same, made from what she did. A machine that has no time for the model answers with what sells, says so, and asks the model again a minute later: that is waited for. */
export async function personalList(reader: Reader, query?: string): Promise<Answered> {
  for (let waited = 0; ; waited += 1) {
    const list = await sensibleList(reader, query);
    if (list.isPersonal || list.notPersonalBecause !== 'model-unavailable' || waited === 90) {
      expect(list).toMatchObject({ isPersonal: true, notPersonalBecause: null });
      return list;
    }
    await new Promise((done) => { setTimeout(done, 1_000); });
  }
}

/** Of one listing another one on sale that is like it but for what is named; nobody sold or bought it. */
export async function copyListing(db: pg.Client, from: string, changes: object = {}): Promise<string> {
  const [id, datasetId] = [randomUUID(), randomUUID()];
  await db.query(`insert into "Dataset" select copy.* from "Dataset" d join "Listing" l on l."datasetId" = d.id cross join lateral jsonb_populate_record(d, $2::jsonb) copy where l.id = $1`, [from, JSON.stringify({ id: datasetId })]);
  await db.query(`insert into "Listing" select copy.* from "Listing" l cross join lateral jsonb_populate_record(l, $2::jsonb) copy where l.id = $1`, [from, JSON.stringify({ id, datasetId, slug: `copy-${id}`, title: `Copy ${id.slice(0, 8)}`, salesCount: 0, salesVoices: 0, publishedAt: '2020-01-01T00:00:00Z', regions: [], ...changes })]);
  return id;
}

/** As if it had never been. */
export async function deleteCopy(db: pg.Client, id: string): Promise<void> {
  await db.query(`with gone as (delete from "Listing" where id = $1 returning "datasetId") delete from "Dataset" where id in (select "datasetId" from gone)`, [id]);
}

/** So many people who agreed opened these one after the other, just now. */
export async function addCrowd(db: pg.Client, name: string, count: number, listingIds: readonly string[]): Promise<void> {
  await db.query(`insert into "BehaviourEvent" (subject, visit, kind, "listingId", purposes, "noticeVersion", "isDemo", at)
    select $1 || n, $1 || n, 'VIEW', l.id, '{personalisation}', 1, true, now() from generate_series(1, $2::int) n cross join unnest($3::uuid[]) with ordinality as l (id, place) order by n, place`, [name, count, listingIds]);
}
