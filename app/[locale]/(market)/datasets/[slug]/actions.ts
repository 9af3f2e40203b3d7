'use server';

import { placeOrder } from '@/lib/orders';
import { placeOrderInput } from '@/lib/orders/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';

const run = defineAction({ input: placeOrderInput, run: placeOrder });

export async function placeOrderAction(input: unknown): Promise<Result<{ readonly orderId: string; readonly entitlementId: string }>> {
  return run(input);
}
