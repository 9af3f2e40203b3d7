import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { blendedIndex, decodeIndex, encodeIndex, featureSource, itemRules, liveTable, ownedTable, sessionIndex, sessionTable, standardBlend, vstan, type OwnedSession, type Session } from '@/lib/learning';
import { seededRandom } from '@/lib/shared/seeded-random';
import { round } from './median';
import type { BenchRow } from './suites';

const [sessionCount, itemCount, queryCount] = [1_000_000, 100_000, 5_000];
/** As much as is put over an index before the next one: of every second visit the owner is known already, and all of her past is put in the place of it. */
const freshCount = 20_000;
const room = { sessions: 20_000, events: 200_000, items: 20_000 } as const;
const limits = { p50ms: 1, p99ms: 5, megabytes: 300 } as const;

// What is held is weighed after what is not held any more was thrown away.
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** One recommendation out of a million sessions and a hundred thousand items held in memory, from a file as every web process loads it; then the same with what happened since put over it. */
export function run(say: (line: string) => void): Promise<readonly BenchRow[]> {
  const sessions = inventSessions();
  say(`${sessionCount} sessions invented`);
  const startedAt = performance.now();
  const table = sessionTable(sessions);
  const tableSeconds = (performance.now() - startedAt) / 1_000;
  const rules = itemRules(table);
  const buildSeconds = (performance.now() - startedAt) / 1_000;
  say(`built in ${round(buildSeconds, 1)} s (the table in ${round(tableSeconds, 1)} s)`);
  const owners = Uint32Array.from(sessions, (_, index) => index + 1);
  const file = encodeIndex({ table, rules, owners, origin: { builtAt: 0, newestEventId: '0', since: '' } });
  const queries = sessions.slice(-queryCount).map((session) => session.items.slice(0, 1 + (session.items.length >> 1)));
  const newest = sessions.at(-1)?.at ?? 0;
  // A visit like one of before, by its owner (who is passed over in the index) or by somebody new.
  const fresh = Array.from({ length: freshCount }, (_, index): OwnedSession => ({ ...(sessions[index * 40] ?? { items: [] }), id: `fresh ${index}`, at: newest + index / 100, owner: index % 2 === 0 ? index * 40 + 1 : sessionCount + 1 + index }));
  sessions.length = 0;
  return Promise.resolve(measure(file, { queries, fresh, buildSeconds }, say));
}

type Given = { readonly queries: readonly (readonly string[])[]; readonly fresh: readonly OwnedSession[]; readonly buildSeconds: number };

function measure(file: Uint8Array, { queries, fresh, buildSeconds }: Given, say: (line: string) => void): readonly BenchRow[] {
  collectGarbage();
  const before = process.memoryUsage();
  const startedAt = performance.now();
  const answer = decodeIndex(file);
  if (!answer.ok) throw new Error(answer.fault);
  const { rules, owners } = answer.contents;
  const live = liveTable(ownedTable(answer.contents.table, owners, room));
  const { table } = live;
  const ranking = blendedIndex(featureSource(table, rules, sessionIndex(table, vstan)), standardBlend);
  const loadMs = performance.now() - startedAt;
  const now = (fresh.at(-1)?.at ?? 0) + 1;
  const held = (): number => {
    collectGarbage();
    const after = process.memoryUsage();
    return (after.arrayBuffers - before.arrayBuffers + after.heapUsed - before.heapUsed) / 1e6;
  };
  const row = (state: string, extra: BenchRow): BenchRow => {
    const megabytes = held();
    for (const query of queries.slice(0, 500)) ranking.recommend({ query, now, size: 20 });
    // The best of three rounds: what else the machine does meanwhile is not the ranking's.
    const rounds = [1, 2, 3].map(() => queries.map((query) => {
      const askedAt = performance.now();
      ranking.recommend({ query, now, size: 20 });
      return performance.now() - askedAt;
    }).toSorted((a, b) => a - b));
    const at = (share: number): number => Math.min(...rounds.map((times) => times[Math.floor(share * times.length)] ?? 0));
    return {
      state, sessions: sessionCount, items: table.itemCount, events: answer.contents.table.items.length, memoryMb: round(megabytes, 0), memoryLimitMb: limits.megabytes, p50ms: round(at(0.5), 3), p50LimitMs: limits.p50ms, p90ms: round(at(0.9), 3), p99ms: round(at(0.99), 3), p99LimitMs: limits.p99ms,
      ...extra,
    };
  };
  say(`loaded in ${round(loadMs, 0)} ms`);
  const alone = row('as built', { buildSeconds: round(buildSeconds, 1), fileMb: round(file.length / 1e6, 1), loadMs: round(loadMs, 0) });
  const putAt = performance.now();
  const left = live.replace(fresh, new Set(fresh.map((session) => session.owner)));
  const putMs = performance.now() - putAt;
  if (left > 0) throw new Error(`${left} visits had no room`);
  say(`${fresh.length} visits put over it in ${round(putMs, 0)} ms`);
  return [alone, row('with fresh visits', { freshVisits: fresh.length, freshMs: round(putMs, 0) })];
}

/** Popularity falls off as in shops (Zipf), a session stays near where it began, and lasts five steps on average. */
function inventSessions(): Session[] {
  const random = seededRandom(1);
  const names = Array.from({ length: itemCount }, (_, item) => `item-${String(item).padStart(6, '0')}`);
  const popular = (): number => Math.floor(itemCount ** random()) - 1;
  return Array.from({ length: sessionCount }, (_, index): Session => {
    const [home, length] = [popular(), 2 + Math.floor(-3 * Math.log(1 - random()))];
    const items = Array.from({ length: Math.min(60, length) }, () => names[random() < 0.7 ? Math.min(itemCount - 1, Math.abs(home + Math.floor((random() - 0.5) * 60))) : popular()] ?? '');
    return { id: String(index), items, at: 1_700_000_000 + index * 5 };
  });
}
