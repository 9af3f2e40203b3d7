'use server';

import { answerRequests, saveMenu, whatIf } from '@/lib/pricing';
import { answerRequestsInput, saveMenuInput, whatIfInput, type PriceExplanation } from '@/lib/pricing/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';
import { refreshMarket } from '@/app/_server/refresh-market';

const runSave = defineAction({ input: saveMenuInput, run: saveMenu, done: refreshMarket });
const runAnswer = defineAction({ input: answerRequestsInput, run: answerRequests });
const runWhatIf = defineAction({ input: whatIfInput, run: whatIf });

export async function saveMenuAction(input: unknown): Promise<Result<{ planCount: number }>> { return runSave(input); }
export async function answerRequestsAction(input: unknown): Promise<Result<{ answeredCount: number }>> { return runAnswer(input); }
export async function whatIfAction(input: unknown): Promise<Result<PriceExplanation>> { return runWhatIf(input); }
