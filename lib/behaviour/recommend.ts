import { performance } from 'node:perf_hooks';
import { listCards, listPopular } from '@/lib/catalog';
import { getConsentState } from '@/lib/consent';
import type { Context } from '@/lib/db';
import { countsAsDemo, observe, watch } from '@/lib/monitoring';
import { keepDecision, servingVersion, StaleModel, withFallback } from '@/lib/registry';
import { ok, type Result } from '@/lib/shared/result';
import { behaviourSubject } from './behaviour-subject';
import { blend } from './core/blend';
import type { Ranked, ScorePart } from './core/item-ranker';
import { itemVersion, readItemModel, writeItemModel } from './core/model-parameters';
import { getModels, retentionDays, type Models } from './models';
import type { RecommendationList, RecommendInput } from './schema';
import { listOwnedIds, listRecent } from './store';

/** As much of the past as a visit can hold; older items weigh next to nothing. */
const historyLength = 50;
/** More than any list shows, so that what is hidden never shortens it. */
const candidateCount = 200;
/** Of which a decision keeps the first so many: more than any list shows. */
const keptItems = 24;
/** The index is rebuilt every minute when asked; one this old means that rebuilding fails. */
const staleMilliseconds = 15 * 60_000;
/** Waiting for the first index of a process included. */
const limitMilliseconds = 2_000;

type Personal = { readonly because: RecommendationList['notPersonalBecause']; readonly history: readonly string[]; readonly hidden: readonly string[] };

/** A list with its reasons. Without consent nothing about the person goes into it: everyone gets the same. */
export function recommend(ctx: Context, input: RecommendInput): Promise<Result<RecommendationList>> {
  return watch('next-item', async () => {
    const { value } = await withFallback(ctx, { model: 'next-item', limitMilliseconds, work: () => recommendNow(ctx, input), baseline: () => listBaseline(ctx, input) });
    return value;
  });
}

/** What stands in when the model doesn't answer: what sells, the same for everybody. */
async function listBaseline(ctx: Context, { listingId, size }: RecommendInput): Promise<Result<RecommendationList>> {
  const cards = await listPopular(ctx.db, { size, excludeIds: listingId === undefined ? [] : [listingId] });
  const items = cards.map((card) => ({
    card, reason: card.salesCount > 0 ? { code: 'popular', salesCount: card.salesCount } as const : { code: 'new' } as const,
    why: { score: card.salesCount, factors: [{ code: 'sales', label: '', slug: null, amount: card.salesCount } as const] },
  }));
  return ok({ items, isPersonal: false, notPersonalBecause: 'model-unavailable', modelVersion: 'popularity' });
}

async function recommendNow(ctx: Context, { listingId, size }: RecommendInput): Promise<Result<RecommendationList>> {
  const models = await getModels(ctx.db, ctx.now());
  if (ctx.now().getTime() - models.builtAt > staleMilliseconds) throw new StaleModel('the index is not being rebuilt');
  observe('next-item', 'age', (ctx.now().getTime() - models.builtAt) / 1_000);
  const { because, history, hidden } = await personalFacts(ctx, models);
  const query = listingId === undefined || because !== null ? history : [...history.filter((id) => id !== listingId), listingId];
  const seen = new Set(history);
  const { scored, version, explain } = because === null ? await askNeighbours(ctx, models, query, seen) : { scored: [], version: itemVersion, explain: () => [] };
  const picked = blend({
    items: models.contents, personal: scored, explain, anchorId: listingId ?? query.at(-1) ?? null,
    hidden: new Set([...hidden, ...(because === null ? history : []), ...(listingId === undefined ? [] : [listingId])]), size,
  });
  const cards = new Map((await listCards(ctx.db, { listingIds: picked.map((item) => item.id) })).map((card) => [card.id, card]));
  const items = picked.flatMap(({ id, ...why }) => { const card = cards.get(id); return card ? [{ card, ...why }] : []; });
  const isPersonal = because === null && items.some((item) => item.reason.code === 'because-you-viewed');
  observe('next-item', 'personal', isPersonal ? 1 : 0);
  return ok({ items, isPersonal, notPersonalBecause: because, modelVersion: version });
}

/** The answer by the version that serves this person, kept as a decision of hers. */
async function askNeighbours(ctx: Context, models: Models, query: readonly string[], seen: ReadonlySet<string>): Promise<{ readonly scored: readonly Ranked[]; readonly version: string; readonly explain: (item: string) => readonly ScorePart[] }> {
  const subject = behaviourSubject(ctx) ?? '';
  const serving = await servingVersion(ctx.db, { model: 'next-item', key: subject, now: ctx.now() });
  const startedAt = performance.now();
  const { isUnderstood, ...model } = readItemModel(serving?.parameters);
  const version = isUnderstood && serving ? serving.version : itemVersion;
  const ranker = models.rankerFor(model);
  const content = model.blend ? models.similarTo(query.at(-1) ?? '') : new Map<string, number>();
  const asked = { query, now: ctx.now().getTime() / 1000, size: candidateCount, content };
  const scored = ranker.recommend({ ...asked, without: seen });
  // What is popular stands in for the neighbours when they have nothing to say.
  observe('next-item', 'fallback', scored.length === 0 ? 1 : 0);
  if (serving?.isCanary) {
    observe('next-item', 'canary-latency', performance.now() - startedAt);
    observe('next-item', 'canary-error', 0);
  }
  const facts = { query, without: [...seen].toSorted(), now: asked.now, size: keptItems, content: [...content], sessions: { newestEventId: models.newestEventId, since: models.since, sha256: models.digest() } };
  await ctx.db.$transaction((tx) => keepDecision(tx, {
    model: 'next-item', version, subject, objectId: query.at(-1) ?? '', inputs: { facts, model: { version, parameters: writeItemModel(model) } }, output: scored.slice(0, keptItems), isDemo: countsAsDemo(), at: ctx.now(),
  }));
  return { scored, version, explain: (item) => ranker.explain(asked, item) };
}

async function personalFacts(ctx: Context, models: Models): Promise<Personal> {
  const consent = await getConsentState(ctx);
  const subject = behaviourSubject(ctx);
  if (consent.isSuppressedByGpc) return { because: 'gpc', history: [], hidden: [] };
  if (subject === null || !consent.granted.includes('personalisation')) return { because: 'no-consent', history: [], hidden: [] };
  const since = new Date(ctx.now().getTime() - retentionDays * 24 * 60 * 60 * 1000);
  const events = await listRecent(ctx.db, { subject, since, take: 200 });
  const hidden = await hiddenFrom(ctx, models, events);
  const viewed = [...new Set(events.filter((event) => event.kind !== 'DISMISS' && event.kind !== 'LEAVE').map((event) => event.listingId))].slice(0, historyLength).reverse();
  return viewed.length === 0 ? { because: 'no-history', history: [], hidden } : { because: null, history: viewed, hidden };
}

/** What this person owns, sells, or waved away. */
async function hiddenFrom(ctx: Context, models: Models, events: readonly { readonly kind: string; readonly listingId: string }[]): Promise<string[]> {
  const dismissed = events.filter((event) => event.kind === 'DISMISS').map((event) => event.listingId);
  const { actor } = ctx;
  if (actor.kind !== 'account') return dismissed;
  const own = [...models.contents.values()].filter((content) => content.sellerId === actor.accountId).map((content) => content.id);
  return [...dismissed, ...own, ...(await listOwnedIds(ctx.db, { accountId: actor.accountId }))];
}
