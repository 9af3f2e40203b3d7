import { availableParallelism } from 'node:os';
import { summariseRuns, type Diverged, type NamedSchedule, type ScheduleRun, type SoftmaxData, type Trained, type TrainRows } from '@/lib/learning';
import type { TrainSpec } from '@/lib/learning/schema';
import { openThread } from '@/lib/shared/run-in-thread';

export type ThreadTask = { readonly data: SoftmaxData; readonly rows: TrainRows; readonly spec: TrainSpec };
export type ThreadAnswer = { readonly kind: 'progress'; readonly step: number } | { readonly kind: 'result'; readonly result: Trained | Diverged };
type Comparison = { readonly data: SoftmaxData; readonly rows: TrainRows; readonly spec: Omit<TrainSpec, 'schedule'>; readonly schedules: readonly NamedSchedule[]; readonly onProgress: (done: number) => void };

const maxThreads = 4;
const threadFile = 'lib/monitoring/training-thread.ts';

/** Updates that one training makes. */
export function updatesOf({ rows, spec }: Pick<Comparison, 'rows' | 'spec'>): number {
  return Math.ceil(rows.train.length / spec.batchSize) * spec.epochs;
}

/**
 * The same as `compareSchedules`, bit for bit, with a schedule a thread: pages are served meanwhile. `onProgress` hears how many updates of all
 * schedules together are done. @throws Error when a thread dies
 */
export async function trainInWorkers({ data, rows, spec, schedules, onProgress }: Comparison): Promise<ScheduleRun[]> {
  const steps = schedules.map(() => 0);
  const results: (Trained | Diverged)[] = [];
  const waiting = [...schedules.entries()];
  const trainNext = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, { schedule }] = next;
      results[index] = await runThread({ data, rows, spec: { ...spec, schedule } }, (step) => {
        steps[index] = step;
        onProgress(steps.reduce((sum, value) => sum + value, 0));
      });
      // One that ran away made all of its updates that count.
      steps[index] = updatesOf({ rows, spec });
    }
  };
  await Promise.all(Array.from({ length: Math.min(maxThreads, availableParallelism(), schedules.length) }, trainNext));
  return summariseRuns(schedules, results);
}

function runThread(task: ThreadTask, onStep: (step: number) => void): Promise<Trained | Diverged> {
  return new Promise((done, fail) => {
    const thread = openThread(threadFile, task);
    thread.on('message', (answer: ThreadAnswer) => {
      if (answer.kind === 'progress') onStep(answer.step);
      else done(answer.result);
    });
    thread.once('error', fail);
    thread.once('exit', (code) => { fail(new Error(`A training thread ended with code ${code}`)); });
  });
}
