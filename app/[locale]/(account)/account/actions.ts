'use server';

import { z } from 'zod';
import { grantDownload } from '@/lib/delivery';
import { grantDownloadInput, type DownloadGrant } from '@/lib/delivery/schema';
import { revokeSession } from '@/lib/identity';
import { cancelSubscription, pinRevision, seeRevisionNotices, topUpWallet } from '@/lib/orders';
import { pinRevisionInput, subscriptionIdInput, topUpInput } from '@/lib/orders/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';

const runRevoke = defineAction({ input: z.strictObject({ sessionId: z.uuid() }), run: revokeSession });
const runTopUp = defineAction({ input: topUpInput, run: topUpWallet });
const runPin = defineAction({ input: pinRevisionInput, run: pinRevision });
const runSeen = defineAction({ input: z.strictObject({}), run: seeRevisionNotices });
const runGrant = defineAction({ input: grantDownloadInput, run: grantDownload });

export async function revokeSessionAction(input: unknown): Promise<Result<null>> {
  return runRevoke(input);
}

export async function topUpAction(input: unknown): Promise<Result<{ readonly balanceMinor: number }>> {
  return runTopUp(input);
}

export async function grantDownloadAction(input: unknown): Promise<Result<DownloadGrant>> {
  return runGrant(input);
}

const runCancel = defineAction({ input: subscriptionIdInput, run: cancelSubscription });

export async function cancelSubscriptionAction(input: unknown): Promise<Result<{ readonly paidUntil: string }>> {
  return runCancel(input);
}

export async function pinRevisionAction(input: unknown): Promise<Result<null>> {
  return runPin(input);
}

export async function seeNoticesAction(input: unknown): Promise<Result<null>> {
  return runSeen(input);
}
