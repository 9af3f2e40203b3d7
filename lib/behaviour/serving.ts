import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { performance } from 'node:perf_hooks';
import { getCoveringVersion } from '@/lib/consent';
import type { Context, PrismaClient } from '@/lib/db';
import { liveTable, type LiveTable } from '@/lib/learning';
import { servingVersion } from '@/lib/registry';
import { processWide } from '@/lib/shared/process-wide';
import { storage } from '@/lib/storage';
import { getContents } from './contents';
import { emptyContent, freshSessions, type IndexContent } from './core/index-contents';
import { readItemModel } from './core/model-parameters';
import { nextActionOf, type NextActionModel } from './core/next-action';
import { readInThread } from './index-in-thread';
import { rankersOver, type RankersOf } from './rankers';
import { toHistory, windowStart } from './read-history';
import { countAfter, listForModels, listPastOf } from './store';
import { listForgotten, listIndexes, saveServing, type IndexRow } from './store-index';

/** What this process answers from: an index with what came since. `indexId`: null without one. */
export type Serving = {
  readonly indexId: number | null; readonly content: IndexContent; readonly live: LiveTable; readonly rankerFor: RankersOf;
  /** When the job last saw to the index; null where there never was one. */
  readonly checkedAt: number | null;
  readonly nextAction: () => NextActionModel;
  /** The newest event it knows. */
  readonly freshTo: () => bigint;
};
type State = {
  row: IndexRow | null; content: IndexContent; /** Of the notice that everybody in it agreed under. */ covering: number; live: LiveTable; rankerFor: RankersOf; checkedAt: number | null; loadMilliseconds: number;
  freshTo: bigint; freshCount: number; passedOver: ReadonlySet<number>; action: NextActionModel | null;
};

/** Between two looks at what is new; longer where looking takes long. */
const shortestMilliseconds = 1_000;
const timesLooking = 20;
/** Of what came since the index at most so many of the newest: more wait for the next one. */
const maxFresh = 20_000;
/** Whoever asks after such a pause waits for a look: what was in memory may be of people whose rows went meanwhile. Shorter than the rows stay. */
export const pauseMilliseconds = 30_000;
const sayMilliseconds = 10_000;

type Held = {
  state: State | null; looking: Promise<void> | null;
  lookedAt: number; lookMilliseconds: number; saidAt: number;
  /** When it was last known which index is the newest. */
  seenAt: number;
  /** Indexes that this process could not read, and why: none of them is read again, the job builds a newer one. */
  faults: Map<number, string>;
};
const long = Number.NEGATIVE_INFINITY;
const nothing = (): Held => ({ state: null, looking: null, lookedAt: long, lookMilliseconds: 0, saidAt: long, seenAt: long, faults: new Map() });
/** Read once a process, for pages and jobs alike. */
const held = processWide('behaviour serving', nothing);
const named = processWide('behaviour process', () => ({ process: `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}` }));

/**
 * What to answer from, at once: a newer index is read and what is new is added behind the request that asks. Only the first of a process waits. Whoever took
 * consent back, wherever, is passed over from this very request on. `known`: the same two facts, read since this request came.
 */
export async function getServing(db: PrismaClient, now: Date, known?: { readonly covering: number; readonly forgotten: readonly Forgotten[] }): Promise<Serving> {
  const covering = known?.covering ?? await getCoveringVersion(db);
  if (held.state === null || held.state.covering !== covering || hasPaused()) await (held.looking ??= look(db, now));
  else if (performance.now() - held.lookedAt > Math.min(pauseMilliseconds / 2, Math.max(shortestMilliseconds, timesLooking * held.lookMilliseconds))) held.looking ??= look(db, now).catch(() => undefined);
  const live = hasPaused() || held.state?.covering !== covering ? null : held.state;
  const current = live ?? stateOver(null, emptyContent(windowStart(now).toISOString()), { covering, loadMilliseconds: 0 });
  passOver(current, known ? leftOf(known.forgotten, current.row) : await leftSince(db, current.row));
  return {
    indexId: current.row?.id ?? null, content: current.content, live: current.live, rankerFor: current.rankerFor, checkedAt: current.checkedAt,
    nextAction: () => (current.action ??= nextActionOf(current.content.nextAction, undefined, current.passedOver)), freshTo: () => current.freshTo,
  };
}

/** Before a process says that it is ready: whoever asks first waits for no index, no ranking and no compiler. One that can't be read leaves the process to answer without it. */
export async function warmServing({ db, now }: Pick<Context, 'db' | 'now'>): Promise<void> {
  const [{ nextAction, rankerFor, content }, { facts, similarTo }] = [await getServing(db, now()), await getContents(db, now())];
  const live = await servingVersion(db, { model: 'next-item', key: '', now: now() });
  const { isUnderstood: _, ...model } = readItemModel(live?.parameters);
  const ranker = rankerFor(model);
  const known = content.owned.table.nameOf.slice(0, warmQueries);
  for (const item of known) ranker.recommend({ query: [item], now: now().getTime() / 1_000, size: 20, content: similarTo(item) });
  const action = nextAction();
  if (content.nextAction.votes) action.predict(content.nextAction.votes.scaler.means, 0);
  facts.likeness(known[0] ?? '', known[1] ?? '');
}

/** So often a question is asked before the first one that counts: the compiler has seen it then. */
const warmQueries = 200;

const hasPaused = (): boolean => performance.now() - held.seenAt > pauseMilliseconds;

/** As after a start of the process. */
export function dropServing(): void {
  Object.assign(held, nothing());
}

/** Looks now, whoever looked when: what happened before is known afterwards. */
export async function refreshServing(db: PrismaClient, now: Date): Promise<void> {
  await held.looking;
  await (held.looking = look(db, now));
}

async function look(db: PrismaClient, now: Date): Promise<void> {
  const startedAt = performance.now();
  try {
    const covering = await getCoveringVersion(db);
    const current = await withNewestIndex(db, now, { current: held.state?.covering === covering ? held.state : null, covering });
    await addFresh(db, now, current);
    Object.assign(held, { state: current, seenAt: performance.now() });
    if (performance.now() - held.saidAt > sayMilliseconds) {
      held.saidAt = performance.now();
      const [faultyId = null, fault = ''] = [...held.faults].toSorted(([a], [b]) => b - a)[0] ?? [];
      await saveServing(db, { process: named.process, indexId: current.row?.id ?? null, faultyId, fault, freshCount: current.freshCount, loadMilliseconds: current.loadMilliseconds, seenAt: now });
    }
  } finally {
    Object.assign(held, { lookedAt: performance.now(), lookMilliseconds: performance.now() - startedAt, looking: null });
  }
}

/** The newest index that can be read, of people who agreed under the notice in force; what is served already stays while none newer can. */
async function withNewestIndex(db: PrismaClient, now: Date, { current, covering }: { readonly current: State | null; readonly covering: number }): Promise<State> {
  const rows = (await listIndexes(db, { take: 3 })).filter((row) => row.coveringVersion === covering);
  for (const id of held.faults.keys()) if (rows[0]?.id === current?.row?.id || !rows.some((row) => row.id === id)) held.faults.delete(id);
  for (const row of rows) {
    if (row.id === current?.row?.id) return Object.assign(current, { row, checkedAt: row.checkedAt.getTime() });
    if (held.faults.has(row.id)) continue;
    const startedAt = performance.now();
    const read = await storage().localPath(row.sha256).then(readInThread).catch(() => ({ ok: false, fault: 'unreadable' }) as const);
    if (read.ok) return stateOver(row, read.content, { covering, loadMilliseconds: Math.round(performance.now() - startedAt) });
    held.faults.set(row.id, read.fault);
    held.saidAt = long;
  }
  // None can be read: what is in memory serves on, unless this process looked away. Without any at all the newest events serve alone.
  if (current && !hasPaused() && (rows.length > 0 || current.row === null)) return current;
  return stateOver(null, emptyContent(windowStart(now).toISOString()), { covering, loadMilliseconds: 0 });
}

function stateOver(row: IndexRow | null, content: IndexContent, { covering, loadMilliseconds }: Pick<State, 'covering' | 'loadMilliseconds'>): State {
  const live = liveTable(content.owned);
  return { row, content, covering, live, rankerFor: rankersOver(live.table, content.rules), checkedAt: row?.checkedAt.getTime() ?? null, loadMilliseconds, freshTo: -1n, freshCount: -1, passedOver: new Set(), action: null };
}

async function addFresh(db: PrismaClient, now: Date, current: State): Promise<void> {
  const after = BigInt(current.content.origin.newestEventId);
  // Who was passed over once never comes back with this index, though her row goes when a newer one is without her.
  const [{ newest, count }, left] = [await countAfter(db, { after }), new Set([...current.passedOver, ...(await leftSince(db, current.row))])];
  if (newest === current.freshTo && count === current.freshCount && sameOwners(left, current.passedOver)) return;
  const { sessions, owners } = await readFresh(db, { now, after, upTo: newest });
  // Asked again: whoever left while her past was read must not come back with it.
  const gone = new Set([...current.passedOver, ...(await leftSince(db, current.row))]);
  current.live.replace(sessions.filter((session) => !gone.has(session.owner) || left.has(session.owner)), new Set([...owners, ...gone]));
  Object.assign(current, { freshTo: newest, freshCount: count, passedOver: gone, action: sameOwners(gone, current.passedOver) ? current.action : null });
}

/** What is known up to an event of everybody who did something after another; the same events give the same visits. */
export async function readFresh(db: PrismaClient, { now, after, upTo }: { readonly now: Date; readonly after: bigint; readonly upTo: bigint }): Promise<ReturnType<typeof freshSessions>> {
  const since = windowStart(now);
  const fresh = await listForModels(db, { since, after, upTo, take: maxFresh });
  if (fresh.length === 0) return { sessions: [], owners: new Set() };
  const subjects = new Set(fresh.map((row) => row.subject));
  const past = await listPastOf(db, { subjects: [...subjects], since, upTo });
  return freshSessions(toHistory(past), subjects);
}

async function leftSince(db: PrismaClient, row: IndexRow | null): Promise<ReadonlySet<number>> {
  return leftOf(await listForgotten(db), row);
}

type Forgotten = { readonly owner: number; readonly clearedIn: number | null };

function leftOf(forgotten: readonly Forgotten[], row: IndexRow | null): ReadonlySet<number> {
  return new Set(forgotten.filter((each) => each.clearedIn === null || row === null || each.clearedIn > row.id).map((each) => each.owner));
}

/** Nothing of theirs counts from now on; what they do afterwards, having agreed again, comes with the next look. */
function passOver(current: State, left: ReadonlySet<number>): void {
  const more = [...left].filter((owner) => !current.passedOver.has(owner));
  if (more.length === 0) return;
  current.live.forget(more);
  Object.assign(current, { passedOver: new Set([...current.passedOver, ...more]), action: null });
}

function sameOwners(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  return a.size === b.size && [...a].every((owner) => b.has(owner));
}
