import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import type { Refusal } from '@/lib/shared/refusal';

/** Refuses a file, and says in the log that it did: which fault and which ending, nothing of its name or content. */
export async function refuseFile(ctx: Context, refusal: Refusal, fileName: string): Promise<{ ok: false; refusal: Refusal }> {
  await record(ctx.db, ctx, { action: 'dataset.refused', objectType: 'file', objectId: '', outcome: 'refused', detail: { code: refusal.code, ending: fileName.split('.').at(-1)?.slice(0, 12) ?? '' } });
  return { ok: false, refusal };
}
