'use server';

import { signUp } from '@/lib/identity';
import { signUpInput } from '@/lib/identity/schema';
import { ok, type Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';

const run = defineAction({ input: signUpInput, run: signUp });

/** The account's id stays on the server: the browser needs to know only that it worked. */
export async function signUpAction(input: unknown): Promise<Result<null>> {
  const result = await run(input);
  return result.ok ? ok(null) : result;
}
