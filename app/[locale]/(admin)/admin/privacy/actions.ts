'use server';

import { answerApproval } from '@/lib/datasets';
import { answerApprovalInput } from '@/lib/datasets/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';

const answer = defineAction({ input: answerApprovalInput, run: answerApproval });

export async function answerApprovalAction(input: unknown): Promise<Result<null>> {
  return answer(input);
}
