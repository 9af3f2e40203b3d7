'use server';

import { chooseVisibility } from '@/lib/catalog';
import { applyGeneralisation, chooseQuasi, decideFinding, requestApproval, tryGeneralisation } from '@/lib/datasets';
import { chooseQuasiInput, chooseVisibilityInput, decideFindingInput, generaliseInput, requestApprovalInput, type Risk, type RevisionView, type WhatIf } from '@/lib/datasets/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';
import { refreshMarket } from '@/app/_server/refresh-market';

const decideRun = defineAction({ input: decideFindingInput, run: decideFinding, done: refreshMarket });
const quasiRun = defineAction({ input: chooseQuasiInput, keepsSpelling: true, run: chooseQuasi, done: refreshMarket });
const tryRun = defineAction({ input: generaliseInput, keepsSpelling: true, run: tryGeneralisation });
const applyRun = defineAction({ input: generaliseInput, keepsSpelling: true, run: applyGeneralisation });
const requestRun = defineAction({ input: requestApprovalInput, run: requestApproval });
const visibilityRun = defineAction({ input: chooseVisibilityInput, keepsSpelling: true, run: chooseVisibility, done: refreshMarket });

export async function decideFindingAction(input: unknown): Promise<Result<null>> { return decideRun(input); }
export async function chooseQuasiAction(input: unknown): Promise<Result<{ risk: Risk | null }>> { return quasiRun(input); }
export async function tryGeneralisationAction(input: unknown): Promise<Result<WhatIf>> { return tryRun(input); }
export async function applyGeneralisationAction(input: unknown): Promise<Result<RevisionView>> { return applyRun(input); }
export async function requestApprovalAction(input: unknown): Promise<Result<{ approvalId: string }>> { return requestRun(input); }
export async function chooseVisibilityAction(input: unknown): Promise<Result<null>> { return visibilityRun(input); }
