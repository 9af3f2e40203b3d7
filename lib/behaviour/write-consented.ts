import { holdConsent } from '@/lib/consent';
import type { Context, Db } from '@/lib/db';
import { behaviourSubjects } from './behaviour-subject';
import { takeUpSubject } from './take-up-subject';

/** Writes something about the one who asks if she agrees to personal suggestions at the moment it is written; a withdrawal meanwhile waits, and then takes it away. */
export async function writeConsented(ctx: Context, write: (tx: Db) => Promise<unknown>): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const { granted } = await holdConsent({ ...ctx, db: tx });
    const [first, ...before] = behaviourSubjects(ctx);
    if (!granted.includes('personalisation') || first === undefined) return;
    await takeUpSubject(tx, [first, ...before]);
    await write(tx);
  });
}
