'use server';

import { buyBundle } from '@/lib/orders';
import { buyBundleInput } from '@/lib/orders/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';

const run = defineAction({ input: buyBundleInput, run: buyBundle });

export async function buyBundleAction(input: unknown): Promise<Result<{ orderIds: readonly string[] }>> { return run(input); }
