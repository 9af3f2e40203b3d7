'use server';

import { allowListingAgain, takeDownListing } from '@/lib/catalog';
import { moderateListingInput } from '@/lib/catalog/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';
import { refreshMarket } from '@/app/_server/refresh-market';

const takeDown = defineAction({ input: moderateListingInput, run: takeDownListing, done: refreshMarket });
const allowAgain = defineAction({ input: moderateListingInput, run: allowListingAgain });

export async function takeDownListingAction(input: unknown): Promise<Result<null>> { return takeDown(input); }
export async function allowListingAgainAction(input: unknown): Promise<Result<null>> { return allowAgain(input); }
