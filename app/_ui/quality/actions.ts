'use server';

import { declareFrequency, declareRule, removeRule } from '@/lib/datasets';
import { declareFrequencyInput, declareRuleInput, removeRuleInput } from '@/lib/datasets/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';
import { refreshMarket } from '@/app/_server/refresh-market';

const declareRun = defineAction({ input: declareRuleInput, keepsSpelling: true, run: declareRule, done: refreshMarket });
const removeRun = defineAction({ input: removeRuleInput, run: removeRule, done: refreshMarket });
const frequencyRun = defineAction({ input: declareFrequencyInput, run: declareFrequency, done: refreshMarket });

export async function declareRuleAction(input: unknown): Promise<Result<{ ruleId: string }>> { return declareRun(input); }
export async function removeRuleAction(input: unknown): Promise<Result<null>> { return removeRun(input); }
export async function declareFrequencyAction(input: unknown): Promise<Result<null>> { return frequencyRun(input); }
