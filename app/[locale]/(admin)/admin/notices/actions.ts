'use server';

import { publishNotice, saveDraft } from '@/lib/consent';
import { publishNoticeInput, saveDraftInput } from '@/lib/consent/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';

const save = defineAction({ input: saveDraftInput, run: saveDraft });
const publish = defineAction({ input: publishNoticeInput, run: publishNotice });

export async function saveDraftAction(input: unknown): Promise<Result<null>> {
  return save(input);
}

export async function publishNoticeAction(input: unknown): Promise<Result<{ readonly version: number }>> {
  return publish(input);
}
