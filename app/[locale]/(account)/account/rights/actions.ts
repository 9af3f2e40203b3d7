'use server';

import { after } from 'next/server';
import { shareWithSeller } from '@/lib/consent';
import { shareWithSellerInput } from '@/lib/consent/schema';
import { askRight, eraseSelf, withdrawRight } from '@/lib/rights';
import { askRightInput, eraseInput, rightsRequestIdInput, type Erased } from '@/lib/rights/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';
import { refreshMarket } from '@/app/_server/refresh-market';

const runAsk = defineAction({ input: askRightInput, run: askRight });
const runWithdraw = defineAction({ input: rightsRequestIdInput, run: withdrawRight });
// After the answer: made anew within it, the page she is on would ask her to sign in, and her receipt would be gone.
const runErase = defineAction({ input: eraseInput, run: eraseSelf, done: () => { after(refreshMarket); } });
const runShare = defineAction({ input: shareWithSellerInput, run: shareWithSeller });

export async function askRightAction(input: unknown): Promise<Result<{ readonly requestId: string; readonly dueAt: string }>> {
  return runAsk(input);
}

export async function withdrawRightAction(input: unknown): Promise<Result<null>> {
  return runWithdraw(input);
}

export async function eraseSelfAction(input: unknown): Promise<Result<Erased>> {
  return runErase(input);
}

export async function shareWithSellerAction(input: unknown): Promise<Result<null>> {
  return runShare(input);
}
