'use server';

import { stopDigest } from '@/lib/behaviour';
import { stopDigestInput } from '@/lib/behaviour/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';

const run = defineAction({ input: stopDigestInput, run: stopDigest });

export async function stopDigestAction(input: unknown): Promise<Result<null>> {
  return run(input);
}
