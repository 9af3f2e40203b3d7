'use server';

import { setDigestWish } from '@/lib/behaviour';
import { declareTerms, type DeclaredTerms } from '@/lib/catalog';
import { declareTermsInput } from '@/lib/catalog/schema';
import { digestWishInput } from '@/lib/behaviour/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';

const run = defineAction({ input: digestWishInput, run: setDigestWish });
const declareRun = defineAction({ input: declareTermsInput, run: declareTerms });

export async function setDigestWishAction(input: unknown): Promise<Result<{ isWanted: boolean }>> {
  return run(input);
}

export async function declareTermsAction(input: unknown): Promise<Result<DeclaredTerms>> {
  return declareRun(input);
}
