'use server';

import { retireBundle, saveBundle } from '@/lib/pricing';
import { bundleIdInput, saveBundleInput } from '@/lib/pricing/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';
import { refreshMarket } from '@/app/_server/refresh-market';

const runSave = defineAction({ input: saveBundleInput, run: saveBundle, done: refreshMarket });
const runRetire = defineAction({ input: bundleIdInput, run: retireBundle, done: refreshMarket });

export async function saveBundleAction(input: unknown): Promise<Result<{ bundleId: string }>> { return runSave(input); }
export async function retireBundleAction(input: unknown): Promise<Result<null>> { return runRetire(input); }
