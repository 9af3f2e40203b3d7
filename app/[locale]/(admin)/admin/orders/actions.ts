'use server';

import { refundOrder } from '@/lib/orders';
import { refundInput } from '@/lib/orders/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';
import { refreshMarket } from '@/app/_server/refresh-market';

const refund = defineAction({ input: refundInput, run: refundOrder, done: refreshMarket });

export async function refundOrderAction(input: unknown): Promise<Result<{ amountMinor: number }>> {
  return refund(input);
}
