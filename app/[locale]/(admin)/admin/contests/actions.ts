'use server';

import { answerContest } from '@/lib/registry';
import { answerContestInput } from '@/lib/registry/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';

const answer = defineAction({ input: answerContestInput, run: answerContest });

export async function answerContestAction(input: unknown): Promise<Result<null>> {
  return answer(input);
}
