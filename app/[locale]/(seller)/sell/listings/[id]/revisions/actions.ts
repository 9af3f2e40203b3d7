'use server';

import { discardRevision } from '@/lib/datasets';
import { cancelRelease, releaseRevision, retractRevision } from '@/lib/delivery';
import { releaseRevisionInput, retractRevisionInput, revisionInput } from '@/lib/delivery/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';
import { refreshMarket } from '@/app/_server/refresh-market';

const releaseRun = defineAction({ input: releaseRevisionInput, run: releaseRevision, done: refreshMarket });
const cancelRun = defineAction({ input: revisionInput, run: cancelRelease, done: refreshMarket });
const retractRun = defineAction({ input: retractRevisionInput, run: retractRevision, done: refreshMarket });
const discardRun = defineAction({ input: revisionInput, run: discardRevision });

export async function releaseRevisionAction(input: unknown): Promise<Result<{ slug: string; soldFrom: string }>> { return releaseRun(input); }
export async function cancelReleaseAction(input: unknown): Promise<Result<null>> { return cancelRun(input); }
export async function retractRevisionAction(input: unknown): Promise<Result<{ readonly soldInstead: string }>> { return retractRun(input); }
export async function discardRevisionAction(input: unknown): Promise<Result<null>> { return discardRun(input); }
