'use server';

import { askForOffer, placeOrder } from '@/lib/orders';
import { placeOrderInput } from '@/lib/orders/schema';
import { requestOfferInput, type OwnRequestView } from '@/lib/pricing/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';

const run = defineAction({ input: placeOrderInput, run: placeOrder });

export async function placeOrderAction(input: unknown): Promise<Result<{ readonly orderId: string; readonly entitlementId: string }>> {
  return run(input);
}

const ask = defineAction({ input: requestOfferInput, run: askForOffer });

export async function requestOfferAction(input: unknown): Promise<Result<OwnRequestView>> {
  return ask(input);
}
