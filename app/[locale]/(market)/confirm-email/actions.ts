'use server';

import { confirmEmail } from '@/lib/identity';
import { mailLinkInput } from '@/lib/identity/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';

const run = defineAction({ input: mailLinkInput, run: confirmEmail });

export async function confirmEmailAction(input: unknown): Promise<Result<null>> {
  return run(input);
}
