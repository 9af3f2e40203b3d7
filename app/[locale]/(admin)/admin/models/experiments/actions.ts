'use server';

import { startExperiment, stopExperiment } from '@/lib/behaviour';
import { startExperimentInput, stopExperimentInput } from '@/lib/behaviour/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';

const start = defineAction({ input: startExperimentInput, run: startExperiment });
const stop = defineAction({ input: stopExperimentInput, run: stopExperiment });

export async function startExperimentAction(input: unknown): Promise<Result<{ experimentId: string }>> {
  return start(input);
}

export async function stopExperimentAction(input: unknown): Promise<Result<null>> {
  return stop(input);
}
