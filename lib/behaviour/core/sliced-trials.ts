import { argmax, compareAll, sessionIndex, sessionTable, type Session, type SessionParameters, type SlicedCase } from '@/lib/learning';
import type { Case } from './history-cases';
import { actions } from './action-votes';
import { fitNextAction } from './next-action';

const maxCases = 2_000;
const lengthBand = (length: number): string => (length <= 1 ? '1' : length <= 3 ? '2-3' : '4+');

/** Right (1) or wrong (0) for each step of the newest fifth, by how far the visit had come and what had just happened. */
export function slicedActions(cases: readonly Case[]): readonly SlicedCase[] {
  const split = Math.floor(cases.length * 0.8);
  const [older, newer] = [cases.slice(0, split), cases.slice(split).slice(-maxCases)];
  if (older.length < 10) return [];
  const model = fitNextAction(older, compareAll);
  return newer.map(({ features, last, label }) => ({
    value: argmax(model.predict(features, last)) === label ? 1 : 0,
    // The eleventh feature is log(1 + events so far in the visit).
    slices: { depth: lengthBand(Math.round(Math.expm1(features[10] ?? 0))), last: actions[last] ?? 'leave', next: actions[label] ?? 'leave' },
  }));
}

/** Whether what was opened next was among the first twenty, by how much was known of the visit and how often the item had been seen before. */
export function slicedItems(sessions: readonly Session[], parameters: SessionParameters): readonly SlicedCase[] {
  const ordered = sessions.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const split = Math.floor(ordered.length * 0.8);
  const older = ordered.slice(0, split);
  const seen = new Map<string, number>();
  for (const { items } of older) for (const item of new Set(items)) seen.set(item, (seen.get(item) ?? 0) + 1);
  const counts = [...seen.values()].toSorted((a, b) => a - b);
  const [low, high] = [counts[Math.floor(counts.length / 3)] ?? 0, counts[Math.floor((2 * counts.length) / 3)] ?? 0];
  const band = (count: number): string => (count === 0 ? 'unseen' : count <= low ? 'rare' : count <= high ? 'middle' : 'popular');
  const index = sessionIndex(sessionTable(older), parameters);
  return ordered.slice(split).flatMap((session) => session.items.slice(1).map((target, place): SlicedCase => {
    const query = session.items.slice(0, place + 1);
    const isHit = index.recommend(query, { now: session.at, size: 20 }).some((found) => found.item === target);
    return { value: isHit ? 1 : 0, slices: { depth: lengthBand(query.length), item: band(seen.get(target) ?? 0) } };
  })).slice(-maxCases);
}
