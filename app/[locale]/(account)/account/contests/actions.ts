'use server';

import { openContest } from '@/lib/registry';
import { openContestInput } from '@/lib/registry/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';

const open = defineAction({ input: openContestInput, run: openContest });

export async function openContestAction(input: unknown): Promise<Result<{ contestId: string; dueAt: string }>> {
  return open(input);
}
