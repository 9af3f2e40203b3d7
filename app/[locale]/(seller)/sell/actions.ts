'use server';

import { z } from 'zod';
import { draftListing, withdrawListing } from '@/lib/catalog';
import { changePriceInput, draftListingInput, editListingInput, publishListingInput, withdrawListingInput, type EditedListing } from '@/lib/catalog/schema';
import { discardRevision } from '@/lib/datasets';
import { revisionIdInput } from '@/lib/datasets/schema';
import { becomeSeller } from '@/lib/identity';
import { becomeSellerInput } from '@/lib/identity/schema';
import { refundSale } from '@/lib/orders';
import { refundInput } from '@/lib/orders/schema';
import { editWithSuggestion, publishWithPrice, repriceListing } from '@/lib/pricing';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';
import { refreshMarket } from '@/app/_server/refresh-market';
import { renewSession } from '@/app/_server/renew-session';

const becomeSellerRun = defineAction({ input: becomeSellerInput, run: becomeSeller, done: renewSession });
const draftRun = defineAction({ input: draftListingInput, run: draftListing });
const publishRun = defineAction({ input: publishListingInput, run: publishWithPrice, done: refreshMarket });
const repriceRun = defineAction({ input: changePriceInput, run: repriceListing, done: refreshMarket });
const editRun = defineAction({ input: editListingInput, run: editWithSuggestion, done: refreshMarket });
const withdrawRun = defineAction({ input: withdrawListingInput, run: withdrawListing, done: refreshMarket });
const refundRun = defineAction({ input: refundInput, run: refundSale, done: refreshMarket });
const discardRun = defineAction({ input: z.strictObject({ revisionId: revisionIdInput }), run: discardRevision });

export async function becomeSellerAction(input: unknown): Promise<Result<{ slug: string }>> { return becomeSellerRun(input); }
export async function draftListingAction(input: unknown): Promise<Result<{ listingId: string; slug: string }>> { return draftRun(input); }
export async function publishListingAction(input: unknown): Promise<Result<{ slug: string }>> { return publishRun(input); }
export async function repriceListingAction(input: unknown): Promise<Result<{ priceMinor: number | null }>> { return repriceRun(input); }
export async function editListingAction(input: unknown): Promise<Result<EditedListing>> { return editRun(input); }
export async function withdrawListingAction(input: unknown): Promise<Result<null>> { return withdrawRun(input); }
export async function refundSaleAction(input: unknown): Promise<Result<{ amountMinor: number }>> { return refundRun(input); }
export async function discardRevisionAction(input: unknown): Promise<Result<null>> { return discardRun(input); }
