'use server';

import { askPasswordReset } from '@/lib/identity';
import { askPasswordResetInput } from '@/lib/identity/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';

const run = defineAction({ input: askPasswordResetInput, run: askPasswordReset });

export async function askPasswordResetAction(input: unknown): Promise<Result<null>> {
  return run(input);
}
