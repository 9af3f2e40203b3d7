'use server';

import { compareOwn } from '@/lib/delivery';
import { compareOwnInput } from '@/lib/delivery/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';

const run = defineAction({ input: compareOwnInput, keepsSpelling: true, run: compareOwn });

export async function compareOwnAction(input: unknown): Promise<Result<null>> {
  return run(input);
}
