import { holdConsent } from '@/lib/consent';
import type { Context, Db } from '@/lib/db';

/** Writes something about the one who asks if she agrees to personal suggestions at the moment it is written; a withdrawal meanwhile waits, and then takes it away. */
export async function writeConsented(ctx: Context, write: (tx: Db) => Promise<unknown>): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const { granted } = await holdConsent({ ...ctx, db: tx });
    if (granted.includes('personalisation')) await write(tx);
  });
}
