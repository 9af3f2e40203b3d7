'use server';

import { signUp, type SignedUp } from '@/lib/identity';
import { signUpInput } from '@/lib/identity/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';

const run = defineAction({ input: signUpInput, run: signUp });

export async function signUpAction(input: unknown): Promise<Result<SignedUp>> {
  return run(input);
}
