import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { z } from 'zod';
import { isBarred, listPopular } from '@/lib/catalog';
import { dataUses } from '@/lib/catalog/schema';
import type { Context } from '@/lib/db';
import { TooLate } from '@/lib/learning';
import { countsAsDemo, observe, watch } from '@/lib/monitoring';
import { findNamedVersion, packDecision, servingVersion, SlowModel, StaleModel, withFallback, type NewDecision } from '@/lib/registry';
import { processWide } from '@/lib/shared/process-wide';
import { ok, type Result } from '@/lib/shared/result';
import { askAbout, dismissedIn, type Asked, type ReadAhead } from './ask-about';
import { behaviourSubject, behaviourSubjectAt } from './behaviour-subject';
import { blend } from './core/blend';
import type { Ranked, ScorePart } from './core/item-ranker';
import { owedToAnchor } from './core/owed-to-anchor';
import { pickArm } from './core/pick-arm';
import { slowGuard, slowMilliseconds } from './core/slow-guard';
import { itemVersion, readItemModel, writeItemModel, type ItemModel } from './core/model-parameters';
import { cardsOf } from './cards-on-sale';
import { getContents, type Contents } from './contents';
import { getServing, type Serving } from './serving';
import { recommendInput, type RecommendationList, type RecommendInput } from './schema';
import { countShownList } from './shown-counts';
import { queueShown } from './shown-queue';

/** As much of the past as a visit can hold; older items weigh next to nothing. */
const historyLength = 50;
/** More than any list shows, so that what is hidden never shortens it. */
const candidateCount = 200;
/** Of which a decision keeps the first so many: a list picks for variety, and one in ten of what it shows stands behind the twelfth, none of thousands behind this. */
const keptItems = 24;
/** The job sees to the index every minute; one it has not seen to for so long means that the job does not run. */
const staleMilliseconds = 15 * 60_000;
/** Of the whole answer with what is read from the database, the first index of a process included. The model itself has fifty milliseconds. */
const limitMilliseconds = 2_000;

const hourSeconds = 60 * 60;

/** One a process: a process that is starved of time answers with the baseline for a while. */
const guard = processWide('behaviour guard', slowGuard);

type Wish = z.output<typeof recommendInput>;
type Personal = { readonly because: RecommendationList['notPersonalBecause']; readonly history: readonly string[]; readonly hidden: readonly string[]; /** Null where nothing may be kept of who was shown the list. */ readonly subject: string | null; /** The decision that allows it. */ readonly givenBy: string };

/** A list with its reasons. Without consent nothing about the person goes into it: everyone gets the same. `ahead`: what was read about her with her session, and how long the reading took, which counts as part of this. */
export function recommend(ctx: Context, wanted: RecommendInput, { ahead, spentMilliseconds = 0 }: { readonly ahead?: ReadAhead | undefined; readonly spentMilliseconds?: number } = {}): Promise<Result<RecommendationList>> {
  const input = recommendInput.parse(wanted);
  return watch('next-item', async () => {
    const { value, fellBack } = await withFallback(ctx, { model: 'next-item', limitMilliseconds: Math.max(0, limitMilliseconds - spentMilliseconds), work: () => recommendNow(ctx, input, ahead), baseline: () => listBaseline(ctx, input) });
    observe('next-item', 'fallback-nothing-known', fellBack === null && value.ok && value.value.isUnknown ? 1 : 0);
    return value.ok ? ok(await logShown(ctx, input, value.value)) : value;
  }, { spentMilliseconds });
}

type Made = RecommendationList & { /** The model was asked and had nothing to say. */ readonly isUnknown: boolean; readonly subject: string | null; readonly givenBy: string; readonly arm: string; /** What the model answered and from what, kept with what was shown of it. */ readonly decision: NewDecision | null };

/** Every list that is shown is counted with its version and places: with consent as hers, without as a number of the day. A server's page waits for neither. */
async function logShown(ctx: Context, { surface }: Wish, { subject, givenBy, arm, decision, isUnknown: _, ...list }: Made): Promise<RecommendationList> {
  // A weekly mail that has nothing personal to say is not written: nobody was shown anything.
  const isShown = surface !== undefined && list.items.length > 0 && (surface !== 'digest' || list.isPersonal);
  const at = ctx.now();
  if (subject === null) {
    if (isShown) countShownList({ day: at.toISOString().slice(0, 10), surface, model: list.modelVersion, size: list.items.length });
    return list;
  }
  const lists = isShown ? [{ listId: randomUUID(), subject, surface, model: list.modelVersion, arm, isDemo: countsAsDemo(), at, listingIds: list.items.map(({ card }) => card.id), reasons: list.items.map(({ reason }) => reason.code) }] : [];
  if (decision !== null || isShown) await queueShown(ctx, { givenBy, decisions: decision === null ? [] : [decision], lists });
  return list;
}

/** The version that serves this person: her arm's while an experiment runs, else the registry's. */
async function versionFor(ctx: Context, subject: string, experiment: Asked['experiment']): Promise<{ readonly version: string; readonly parameters: unknown; readonly isCanary: boolean; readonly arm: string }> {
  if (experiment) {
    const arm = pickArm(experiment.id, behaviourSubjectAt(ctx, experiment.startedAt));
    const found = await findNamedVersion(ctx.db, { model: 'next-item', version: experiment[arm] });
    if (found) return { version: found.version, parameters: found.parameters, isCanary: false, arm };
  }
  const serving = await servingVersion(ctx.db, { model: 'next-item', key: subject, now: ctx.now() });
  return { version: serving?.version ?? itemVersion, parameters: serving?.parameters, isCanary: serving?.isCanary ?? false, arm: '' };
}

/** What stands in when the model doesn't answer: what sells, the same for everybody. */
async function listBaseline(ctx: Context, { listingId, size }: Wish): Promise<Result<Made>> {
  const cards = await listPopular(ctx.db, { size, excludeIds: listingId === undefined ? [] : [listingId] });
  const items = cards.map((card) => ({
    card, reason: card.salesVoices > 0 ? { code: 'popular', salesCount: card.salesVoices } as const : { code: 'new' } as const,
    why: { score: card.salesVoices, factors: [{ code: 'sales', label: '', slug: null, amount: card.salesVoices } as const] },
  }));
  return ok({ items, isPersonal: false, notPersonalBecause: 'model-unavailable', modelVersion: 'popularity', isUnknown: false, subject: null, givenBy: '', arm: '', decision: null });
}

async function recommendNow(ctx: Context, { listingId, size, mode }: Wish, ahead: ReadAhead | undefined): Promise<Result<Made>> {
  if (guard.isResting(ctx.now().getTime())) throw new SlowModel('the model was too slow a moment ago');
  const [asked, contents] = await Promise.all([askAbout(ctx, ahead), getContents(ctx.db, ctx.now())]);
  const serving = await getServing(ctx.db, ctx.now(), asked);
  if (serving.checkedAt !== null && ctx.now().getTime() - serving.checkedAt > staleMilliseconds) throw new StaleModel('the index is not being rebuilt');
  if (serving.checkedAt !== null) observe('next-item', 'age', (ctx.now().getTime() - serving.checkedAt) / 1_000);
  const { because, history, hidden, subject, givenBy } = personalFacts(ctx, { contents, asked }, mode);
  const query = listingId === undefined || because !== null ? history : [...history.filter((id) => id !== listingId), listingId];
  const seen = new Set(history);
  const { scored, version, arm, decision, explain, owedAmong } = because === null && subject !== null ? await askNeighbours(ctx, { serving, contents, asked, subject }, query, seen) : nobodyAsked;
  const anchorId = listingId ?? query.at(-1) ?? null;
  const barred = new Set([...hidden, ...(listingId === undefined ? [] : [listingId])]);
  const unseen = blend({ items: contents.byId, personal: scored, explain, anchorId, hidden: because === null ? new Set([...barred, ...history]) : barred, size });
  // Who looked at everything is shown what she looked at before rather than nothing.
  const isAllSeen = unseen.length === 0 && because === null;
  const picked = isAllSeen ? blend({ items: contents.byId, personal: [], anchorId: null, hidden: barred, size }) : unseen;
  const shown = picked.map((item) => item.id);
  // Asked before anything is waited for: meanwhile others do something, and the table that ranked is no longer the same.
  const isOwed = owedAmong(shown);
  const owed = new Set(picked.filter(({ id, reason }) => reason.code === 'because-you-viewed' && isOwed(id)).map(({ id }) => id));
  const cards = await cardsOf(ctx, asked.logged, shown);
  const items = picked.flatMap(({ id, reason, why }) => {
    const card = cards.get(id);
    return card ? [{ card, reason: reason.code === 'because-you-viewed' && !owed.has(id) ? { code: 'because-of-several' } as const : reason, why }] : [];
  });
  const isPersonal = because === null && items.some((item) => item.reason.code === 'because-you-viewed' || item.reason.code === 'because-of-several');
  observe('next-item', 'personal', isPersonal ? 1 : 0);
  const lacking = items.length === 0 ? 'nothing-left' : isAllSeen ? 'all-seen' : null;
  return ok({ items, isPersonal, notPersonalBecause: because === null || because === 'no-history' ? (lacking ?? because) : because, modelVersion: version, isUnknown: because === null && scored.length === 0, subject, givenBy, arm, decision });
}

type Neighbours = { readonly scored: readonly Ranked[]; readonly version: string; readonly arm: string; readonly decision: NewDecision | null; readonly explain: (items: readonly string[]) => readonly (readonly ScorePart[])[]; readonly owedAmong: (items: readonly string[]) => (item: string) => boolean };
const nobodyAsked: Neighbours = { scored: [], version: itemVersion, arm: '', decision: null, explain: () => [], owedAmong: () => () => false };

/** The answer by the version that serves this person, and how it is to be kept as a decision of hers. */
async function askNeighbours(ctx: Context, { serving: index, contents, asked: { experiment }, subject }: { readonly serving: Serving; readonly contents: Contents; readonly asked: Asked; readonly subject: string }, query: readonly string[], seen: ReadonlySet<string>): Promise<Neighbours> {
  const { arm, ...serving } = await versionFor(ctx, subject, experiment);
  const { isUnderstood, model, written } = understood(serving.parameters);
  const version = isUnderstood ? serving.version : itemVersion;
  const ranker = index.rankerFor(model);
  // From here: what a version needs once is made when it is first served, or before by whoever warms the process.
  const startedAt = performance.now();
  const at = ctx.now();
  // One moment for all that is asked of the ranking, the end of this hour: what is a day older is near by one percent less, and the same question has the same answer to the last bit.
  const now = Math.ceil(at.getTime() / 1000 / hourSeconds) * hourSeconds;
  const askedOf = (looked: readonly string[]) => ({ query: looked, now, size: candidateCount, content: model.blend ? contents.similarTo(looked.at(-1) ?? '') : noContent });
  const asked = askedOf(query);
  const scored = inTime(() => ranker.recommend({ ...asked, without: seen, isLate: () => performance.now() - startedAt > slowMilliseconds }), () => performance.now() - startedAt, ctx.now().getTime());
  // What is popular stands in for the neighbours when they have nothing to say.
  observe('next-item', 'fallback', scored.length === 0 ? 1 : 0);
  if (serving.isCanary) {
    observe('next-item', 'canary-latency', performance.now() - startedAt);
    observe('next-item', 'canary-error', 0);
  }
  const { content: { origin: { builtAt, newestEventId, since }, sessionsSha256: sha256 } } = index;
  // The keys of both in their order, as they are written down: nothing has to be sorted for that.
  const facts = { now: asked.now, query, sessions: { builtAt, freshTo: String(index.freshTo()), newestEventId, sha256, since }, size: keptItems, without: [...seen].toSorted() };
  const output = scored.slice(0, keptItems).map(({ anchor, item, score, support }) => ({ anchor, item, score, support }));
  const decision = packDecision({ model: 'next-item', version, subject, objectId: query.at(-1) ?? '', facts, inputs: { content: listedOnce(asked.content), model: written(version) }, output, isDemo: countsAsDemo(), at });
  const owedAmong = (items: readonly string[]) => {
    const only = new Set(items);
    return owedToAnchor(scored, (anchor) => ranker.recommend({ ...askedOf(query.filter((id) => id !== anchor)), only, isWithoutAnchors: true }));
  };
  return { scored, version, arm, decision, explain: (shown) => ranker.explainAll(asked, shown), owedAmong };
}

const noContent: ReadonlyMap<string, number> = new Map();
const listedOf = new WeakMap<ReadonlyMap<string, number>, readonly (readonly [string, number])[]>();

/** What resembles a listing is the same for all who looked at it last, until the listings are read again: the same object, which a registry packs once. */
function listedOnce(content: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  const listed = listedOf.get(content) ?? [...content];
  listedOf.set(content, listed);
  return listed;
}

type Understood = { readonly isUnderstood: boolean; readonly model: ItemModel; /** The same object for the same version: what many decisions were made from is packed once. */ readonly written: (version: string) => object };
const understoodOf = new WeakMap<object, Understood>();
const nothingStored = {};

/** A version is read once for as long as the registry holds on to it. */
function understood(stored: unknown): Understood {
  const key = typeof stored === 'object' && stored !== null ? stored : nothingStored;
  const known = understoodOf.get(key);
  if (known) return known;
  const { isUnderstood, ...model } = readItemModel(stored);
  const descriptions = new Map<string, object>();
  const written = (version: string): object => {
    const description = descriptions.get(version) ?? { version, parameters: writeItemModel(model) };
    descriptions.set(version, description);
    return description;
  };
  const made = { isUnderstood, model, written };
  understoodOf.set(key, made);
  return made;
}

/** What takes longer than the limit is given up, however good it would be; after some in a row the model is not asked for a while. @throws SlowModel */
function inTime<Value>(work: () => Value, elapsed: () => number, at: number): Value {
  try {
    return work();
  } catch (error) {
    throw error instanceof TooLate ? new SlowModel('the answer would have come too late') : error;
  } finally {
    guard.add(elapsed(), at);
  }
}

function personalFacts(ctx: Context, { contents, asked }: { readonly contents: Contents; readonly asked: Asked }, mode: Wish['mode']): Personal {
  const { consent, events } = asked;
  const subject = behaviourSubject(ctx);
  const nobody = { history: [], hidden: [], subject: null, givenBy: '' };
  if (consent.isSuppressedByGpc) return { because: 'gpc', ...nobody };
  if (subject === null || !consent.granted.includes('personalisation')) return { because: 'no-consent', ...nobody };
  if (mode === 'same-for-all') return { because: 'switched-off', ...nobody };
  const [hidden, givenBy] = [hiddenFrom(ctx, contents, asked), consent.givenBy('personalisation')];
  const viewed = [...new Set(events.filter((event) => event.kind !== 'DISMISS' && event.kind !== 'LEAVE').map((event) => event.listingId))].slice(0, historyLength).reverse();
  return { because: viewed.length === 0 ? 'no-history' : null, history: viewed, hidden, subject, givenBy };
}

/** What this person owns, sells or waved away, and what its licence or region doesn't let her buy. */
function hiddenFrom({ actor }: Context, contents: Contents, asked: Asked): string[] {
  const [dismissed, { owned, terms }] = [dismissedIn(asked), asked];
  if (actor.kind !== 'account') return dismissed;
  const declared = { country: terms?.country ?? null, uses: dataUses.filter((use) => terms?.uses.includes(use)) };
  // Who said nothing of herself is barred from nothing.
  const hasSaid = declared.country !== null || declared.uses.length > 0;
  const barred = [...contents.byId.values()].filter((content) => content.sellerId === actor.accountId || (hasSaid && isBarred(content, declared))).map((content) => content.id);
  return [...dismissed, ...barred, ...owned];
}
