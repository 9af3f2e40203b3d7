'use server';

import { setDigestWish } from '@/lib/behaviour';
import { digestWishInput } from '@/lib/behaviour/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';

const run = defineAction({ input: digestWishInput, run: setDigestWish });

export async function setDigestWishAction(input: unknown): Promise<Result<{ isWanted: boolean }>> {
  return run(input);
}
