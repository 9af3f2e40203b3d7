'use server';

import { chooseMarking } from '@/lib/delivery';
import { chooseMarkingInput } from '@/lib/delivery/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';
import { refreshMarket } from '@/app/_server/refresh-market';

const run = defineAction({ input: chooseMarkingInput, keepsSpelling: true, run: chooseMarking, done: refreshMarket });

export async function chooseMarkingAction(input: unknown): Promise<Result<null>> {
  return run(input);
}
