'use server';

import { simulatePricing } from '@/lib/pricing';
import { simulateMarketInput, type SimulatedMarket } from '@/lib/pricing/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';

const simulate = defineAction({ input: simulateMarketInput, run: simulatePricing });

export async function simulatePricingAction(input: unknown): Promise<Result<SimulatedMarket>> {
  return simulate(input);
}
