import { sessionTable, type Session, type SessionParameters } from '@/lib/learning';
import { runInThread } from '@/lib/shared/run-in-thread';
import { evaluate, trainFacts, type Evaluations } from './evaluate';
import { nearest } from './search';

export type NeighbourTask = { readonly train: readonly Session[]; readonly test: readonly Session[]; readonly settings: Readonly<Record<string, SessionParameters>> };

/** Each named setting of the session neighbours alone; equal settings are asked once. */
export function evaluateNeighbours({ train, test, settings }: NeighbourTask): Record<string, Evaluations> {
  const [table, facts, known] = [sessionTable(train), trainFacts(train), new Map<string, Evaluations>()];
  return Object.fromEntries(Object.entries(settings).map(([name, parameters]) => {
    const key = JSON.stringify(parameters, (_, value: unknown) => (value === Infinity ? 'Infinity' : value));
    const of = known.get(key) ?? evaluate(nearest(table, parameters), test, facts);
    known.set(key, of);
    return [name, of];
  }));
}

/** Fewer predictions are made in less time than a thread takes to begin. */
const fewPredictions = 5_000;

/** The same figures (times apart) on a thread of its own where that is worth it. */
export async function evaluateNeighboursBeside(task: NeighbourTask): Promise<Record<string, Evaluations>> {
  const predictions = task.test.reduce((sum, { items }) => sum + items.length - 1, 0);
  return predictions < fewPredictions ? evaluateNeighbours(task) : runInThread<NeighbourTask, Record<string, Evaluations>>('scripts/bench/behaviour/neighbours-thread.ts', task);
}
