'use server';

import { replayOf } from '@/lib/behaviour';
import { rollBack, stageVersion } from '@/lib/registry';
import { decisionIdInput, rollBackInput, stageInput, type ModelStage, type Replay } from '@/lib/registry/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';

const stage = defineAction({ input: stageInput, run: stageVersion });
const back = defineAction({ input: rollBackInput, run: rollBack });
const replay = defineAction({ input: decisionIdInput, run: replayOf });

export async function stageVersionAction(input: unknown): Promise<Result<{ stage: ModelStage }>> {
  return stage(input);
}

export async function rollBackAction(input: unknown): Promise<Result<{ version: string }>> {
  return back(input);
}

export async function replayDecisionAction(input: unknown): Promise<Result<Replay>> {
  return replay(input);
}
