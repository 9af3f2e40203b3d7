'use server';

import { resetPassword } from '@/lib/identity';
import { resetPasswordInput } from '@/lib/identity/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';

const run = defineAction({ input: resetPasswordInput, run: resetPassword });

export async function resetPasswordAction(input: unknown): Promise<Result<null>> {
  return run(input);
}
