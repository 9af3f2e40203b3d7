'use server';

import { z } from 'zod';
import { verifyAudit } from '@/lib/audit';
import type { VerifyReport } from '@/lib/audit/schema';
import { trainModels } from '@/lib/behaviour';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';

const run = defineAction({ input: z.null(), run: (ctx) => verifyAudit(ctx) });
const train = defineAction({ input: z.null(), run: (ctx) => trainModels(ctx) });

export async function verifyAuditAction(input: unknown): Promise<Result<VerifyReport>> {
  return run(input);
}

export async function trainModelsAction(input: unknown): Promise<Result<{ runCount: number }>> {
  return train(input);
}
