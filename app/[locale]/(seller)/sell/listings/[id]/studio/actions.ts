'use server';

import { nameLabel } from '@/lib/datasets';
import { nameLabelInput } from '@/lib/datasets/schema';
import { answerProposal, answerRequests, saveMenu, savePricePolicy, whatIf } from '@/lib/pricing';
import { answerProposalInput, answerRequestsInput, pricePolicyInput, saveMenuInput, whatIfInput, type PriceExplanation, type PricePolicy } from '@/lib/pricing/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';
import { refreshMarket } from '@/app/_server/refresh-market';

const runSave = defineAction({ input: saveMenuInput, run: saveMenu, done: refreshMarket });
const runAnswer = defineAction({ input: answerRequestsInput, run: answerRequests });
const runPolicy = defineAction({ input: pricePolicyInput, run: savePricePolicy });
const runProposal = defineAction({ input: answerProposalInput, run: answerProposal, done: refreshMarket });
const runLabel = defineAction({ input: nameLabelInput, keepsSpelling: true, run: nameLabel, done: refreshMarket });
const runWhatIf = defineAction({ input: whatIfInput, run: whatIf });

export async function saveMenuAction(input: unknown): Promise<Result<{ planCount: number }>> { return runSave(input); }
export async function answerRequestsAction(input: unknown): Promise<Result<{ answeredCount: number }>> { return runAnswer(input); }
export async function whatIfAction(input: unknown): Promise<Result<PriceExplanation>> { return runWhatIf(input); }
export async function savePricePolicyAction(input: unknown): Promise<Result<PricePolicy>> { return runPolicy(input); }
export async function answerProposalAction(input: unknown): Promise<Result<{ priceMinor: number | null }>> { return runProposal(input); }
export async function nameLabelAction(input: unknown): Promise<Result<null>> { return runLabel(input); }
