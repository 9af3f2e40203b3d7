'use server';

import { describeColumnsInput } from '@/lib/datasets/schema';
import { describeWithSuggestion } from '@/lib/pricing';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';
import { refreshMarket } from '@/app/_server/refresh-market';

const describeRun = defineAction({ input: describeColumnsInput, keepsSpelling: true, run: describeWithSuggestion, done: refreshMarket });

export async function describeColumnsAction(input: unknown): Promise<Result<null>> { return describeRun(input); }
