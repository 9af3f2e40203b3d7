import { performance } from 'node:perf_hooks';
import type { PrismaClient } from '@/lib/db';
import { cosine, itemRules, sessionTable, tfidf, type ItemRules, type SessionTable, type TextVector } from '@/lib/learning';
import { readHistory, type Case, type HistoryEvent } from './core/history-cases';
import { itemRanker, type ItemRanker } from './core/item-ranker';
import type { ItemModel } from './core/model-parameters';
import { fitNextAction, type NextActionModel } from './core/next-action';
import { sessionsDigest, sessionsOf } from './core/sessions-of';
import { listContents, listForModels } from './store';

export type Content = { readonly id: string; readonly slug: string; readonly title: string; readonly sellerId: string; readonly salesCount: number; readonly publishedAt: number; readonly vector: TextVector };

export type Models = {
  /** The newest event that went in, and since when: with both, the same models can be built again. */
  readonly newestEventId: string; readonly since: string;
  readonly builtAt: number;
  readonly sessions: SessionTable;
  /** One ranking a version, over the same sessions. */
  readonly rankerFor: (model: ItemModel) => ItemRanker;
  /** What resembles a listing, the likest first; worked out when first asked for. */
  readonly similarTo: (listingId: string) => ReadonlyMap<string, number>;
  /** Of the sessions: worked out when first asked for. */
  readonly digest: () => string;
  readonly nextAction: NextActionModel;
  readonly events: readonly HistoryEvent[];
  /** What is known of each subject after her newest event. */
  readonly latest: ReadonlyMap<string, Case>;
  readonly contents: ReadonlyMap<string, Content>;
};

export const retentionDays = 180;
export const maxEvents = 200_000;
/** How long models count as fresh: a twentieth of the time goes into building them at most, and nobody waits longer than a minute to be known. */
const freshness = { shortest: 5_000, longest: 60_000, timesBuilding: 20 } as const;

let current: { readonly models: Models; readonly builtAt: number; readonly freshMilliseconds: number } | null = null;
let building: Promise<Models> | null = null;
/** Counts up when somebody took consent back, so that a build begun before is not kept. */
let generation = 0;

/** The models in memory. The first request waits for them; later ones get the present ones while newer are built behind them. */
export async function getModels(db: PrismaClient, now: Date): Promise<Models> {
  if (current && now.getTime() - current.builtAt < current.freshMilliseconds) return current.models;
  const next = rebuild(db, now);
  if (!current) return next;
  // A failed build keeps the models there are; the next request tries again.
  next.catch(() => undefined);
  return current.models;
}

/** Somebody's events are gone: what was learnt from them goes now, not at the next build. */
export function dropModels(): void {
  generation += 1;
  current = null;
  building = null;
}

/** Built when first asked for and kept: a live version and a canary are two. */
export function rankersOver(sessions: SessionTable): Models['rankerFor'] {
  const known = new Map<string, ItemRanker>();
  let rules: ItemRules | null = null;
  return (model) => {
    const key = JSON.stringify([model.parameters, model.blend]);
    const found = known.get(key) ?? itemRanker(sessions, () => (rules ??= itemRules(sessions)), model);
    known.set(key, found);
    return found;
  };
}

const minSimilarity = 0.05;
const maxSimilar = 40;

function similarities(contents: ReadonlyMap<string, Content>): Models['similarTo'] {
  const known = new Map<string, ReadonlyMap<string, number>>();
  return (listingId) => {
    const anchor = contents.get(listingId);
    if (!anchor) return new Map();
    const found = known.get(listingId) ?? new Map([...contents.values()].filter((each) => each.id !== listingId).map((each) => [each.id, cosine(anchor.vector, each.vector)] as const)
      .filter(([, similarity]) => similarity >= minSimilarity).toSorted(([a, left], [b, right]) => right - left || (a < b ? -1 : 1)).slice(0, maxSimilar));
    known.set(listingId, found);
    return found;
  };
}

function rebuild(db: PrismaClient, now: Date): Promise<Models> {
  building ??= build(db, now, generation).finally(() => { building = null; });
  return building;
}

async function build(db: PrismaClient, now: Date, startedIn: number): Promise<Models> {
  const startedAt = performance.now();
  const since = new Date(now.getTime() - retentionDays * 24 * 60 * 60 * 1000);
  const [rows, listings] = await Promise.all([listForModels(db, { since, take: maxEvents }), listContents(db)]);
  const events = rows.map(({ id: _id, ...row }): HistoryEvent => ({ ...row, at: row.at.getTime() })).reverse();
  const vectors = tfidf(listings.map((listing) => listing.searchText));
  const contents = new Map(listings.map((listing, index): [string, Content] => [listing.id, {
    ...listing, publishedAt: listing.publishedAt?.getTime() ?? 0, vector: vectors[index] ?? new Map(),
  }]));
  const { cases, latest } = readHistory(events);
  const visits = sessionsOf(events);
  const sessions = sessionTable(visits);
  let digest: string | null = null;
  const models: Models = { newestEventId: String(rows[0]?.id ?? 0n), since: since.toISOString(), builtAt: now.getTime(), sessions, rankerFor: rankersOver(sessions), similarTo: similarities(contents), digest: () => (digest ??= sessionsDigest(visits)), nextAction: fitNextAction(cases), events, latest, contents };
  if (startedIn === generation) current = { models, builtAt: now.getTime(), freshMilliseconds: Math.min(freshness.longest, Math.max(freshness.shortest, freshness.timesBuilding * (performance.now() - startedAt))) };
  return models;
}
