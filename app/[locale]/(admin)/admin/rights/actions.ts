'use server';

import { answerRight } from '@/lib/rights';
import { answerRightInput } from '@/lib/rights/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';

const answer = defineAction({ input: answerRightInput, run: answerRight });

export async function answerRightAction(input: unknown): Promise<Result<null>> {
  return answer(input);
}
