import { listCards } from '@/lib/catalog';
import { getConsentState } from '@/lib/consent';
import type { Context } from '@/lib/db';
import { observe, watch } from '@/lib/monitoring';
import { ok, type Result } from '@/lib/shared/result';
import { behaviourSubject } from './behaviour-subject';
import { blend } from './core/blend';
import { getModels, retentionDays, type Models } from './models';
import type { RecommendationList, RecommendInput } from './schema';
import { listOwnedIds, listRecent } from './store';

/** As much of the past as a visit can hold; older items weigh next to nothing. */
const historyLength = 50;
/** More than any list shows, so that what is hidden never shortens it. */
const candidateCount = 200;

type Personal = { readonly because: RecommendationList['notPersonalBecause']; readonly history: readonly string[]; readonly hidden: readonly string[] };

/** A list with its reasons. Without consent nothing about the person goes into it: everyone gets the same. */
export function recommend(ctx: Context, input: RecommendInput): Promise<Result<RecommendationList>> {
  return watch('next-item', () => recommendNow(ctx, input));
}

async function recommendNow(ctx: Context, { listingId, size }: RecommendInput): Promise<Result<RecommendationList>> {
  const models = await getModels(ctx.db, ctx.now());
  const { because, history, hidden } = await personalFacts(ctx, models);
  const query = listingId === undefined || because !== null ? history : [...history.filter((id) => id !== listingId), listingId];
  const seen = new Set(history);
  const scored = because === null ? models.sessions.recommend(query, { now: ctx.now().getTime() / 1000, without: seen, size: candidateCount }) : [];
  // What is popular stands in for the neighbours when they have nothing to say.
  if (because === null) observe('next-item', 'fallback', scored.length === 0 ? 1 : 0);
  const picked = blend({
    items: models.contents, personal: scored, anchorId: listingId ?? query.at(-1) ?? null,
    hidden: new Set([...hidden, ...(because === null ? history : []), ...(listingId === undefined ? [] : [listingId])]), size,
  });
  const cards = new Map((await listCards(ctx.db, { listingIds: picked.map((item) => item.id) })).map((card) => [card.id, card]));
  const items = picked.flatMap(({ id, reason }) => { const card = cards.get(id); return card ? [{ card, reason }] : []; });
  const isPersonal = because === null && items.some((item) => item.reason.code === 'because-you-viewed');
  observe('next-item', 'personal', isPersonal ? 1 : 0);
  return ok({ items, isPersonal, notPersonalBecause: because, modelVersion: models.version });
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
