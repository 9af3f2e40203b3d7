import { sessionTable, vmisIndex, type Session, type SessionTable } from '@/lib/learning';
import { runInThread } from '@/lib/shared/run-in-thread';
import type { Recommender } from './baselines';
import { evaluate, trainFacts, type Evaluations } from './evaluate';
import type { NeighbourSetting } from './published-settings';
import { nearest } from './search';

export type NeighbourTask = {
  readonly train: readonly Session[]; readonly test: readonly Session[]; readonly settings: Readonly<Record<string, NeighbourSetting>>;
  /** How many settings were taken up, counted together by all threads that work at them; absent where one does. */
  readonly taken?: Int32Array;
};

/** Each named setting of the session neighbours alone that nobody else has taken up; equal settings are asked once. */
export function evaluateNeighbours({ train, test, settings, taken = new Int32Array(1) }: NeighbourTask): Record<string, Evaluations> {
  const alike = namesBySetting(settings);
  const found: Record<string, Evaluations> = {};
  if (Atomics.load(taken, 0) >= alike.length) return found;
  const [table, facts] = [sessionTable(train), trainFacts(train)];
  for (let next = alike[Atomics.add(taken, 0, 1)]; next; next = alike[Atomics.add(taken, 0, 1)]) {
    const of = evaluate(recommenderOf(table, next.setting), test, facts);
    for (const name of next.names) found[name] = of;
  }
  return found;
}

function namesBySetting(settings: Readonly<Record<string, NeighbourSetting>>): { readonly setting: NeighbourSetting; readonly names: string[] }[] {
  const alike = new Map<string, { readonly setting: NeighbourSetting; readonly names: string[] }>();
  for (const [name, setting] of Object.entries(settings)) {
    const key = JSON.stringify(setting, (_, value: unknown) => (value === Infinity ? 'Infinity' : value));
    const known = alike.get(key) ?? { setting, names: [] };
    known.names.push(name);
    alike.set(key, known);
  }
  return [...alike.values()];
}

function recommenderOf(table: SessionTable, setting: NeighbourSetting): Recommender {
  if (!('queryItems' in setting)) return nearest(table, setting);
  const index = vmisIndex(table, setting);
  return (query, _, size) => index.recommend(query, size).map(({ item }) => item);
}

/** Fewer predictions are made in less time than a thread takes to begin. */
const fewPredictions = 5_000;

/** Begins on a thread of its own where that is worth it; the answer, asked for when this thread has nothing else to do, takes up with it what is left. The same figures (times apart) whoever made them. */
export function evaluateNeighboursBeside(task: NeighbourTask): () => Promise<Record<string, Evaluations>> {
  const together = { ...task, taken: task.taken ?? new Int32Array(new SharedArrayBuffer(4)) };
  const predictions = task.test.reduce((sum, { items }) => sum + items.length - 1, 0);
  const beside = predictions < fewPredictions ? Promise.resolve({}) : runInThread<NeighbourTask, Record<string, Evaluations>>('scripts/bench/behaviour/neighbours-thread.ts', together);
  return async () => ({ ...evaluateNeighbours(together), ...(await beside) });
}
