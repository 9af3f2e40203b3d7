'use server';

import { compareReleased } from '@/lib/delivery';
import { compareReleasedInput } from '@/lib/delivery/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';

const run = defineAction({ input: compareReleasedInput, run: compareReleased });

export async function compareReleasedAction(input: unknown): Promise<Result<null>> {
  return run(input);
}
