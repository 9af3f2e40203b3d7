import type { Context } from '@/lib/db';
import { auditKey, verifierKeyOf } from './audit-key';
import { signSuccession } from './core/key-list';
import { makeCheckpoint } from './make-checkpoint';
import { record } from './record';
import { readPeriods } from './signing-periods';
import { findNewestCheckpoint, lockCheckpoints } from './store-checkpoints';

/**
 * Hands the signing of the log over to a version of the key that was added: the old key signs the log as it stands, names the new one, and never signs again;
 * the new one signs at once. Null when that version signs already, so that it may be called again after it was interrupted.
 */
export async function succeedKey(ctx: Pick<Context, 'db' | 'now' | 'actor' | 'requestId'>, { version }: { readonly version: number }): Promise<{ readonly fromSize: number } | null> {
  await makeCheckpoint(ctx);
  const done = await ctx.db.$transaction(async (tx) => {
    await lockCheckpoints(tx);
    const { periods, brokenFrom } = await readPeriods(tx);
    if (brokenFrom !== null) throw new Error('The list of keys is broken: nothing is added to it');
    const last = periods[periods.length - 1] ?? periods[0];
    if (last.version >= version) return null;
    const [old, next, fromSize] = [auditKey(last.version), auditKey(last.version + 1), Number((await findNewestCheckpoint(tx))?.size ?? 0n)];
    const note = signSuccession({ origin: old.origin, fromSize, publicKey: next.publicKey }, old.key);
    await tx.auditKeySuccession.create({ data: { version: last.version + 1, fromSize: BigInt(fromSize), note, at: ctx.now() }, select: { version: true } });
    await record(tx, ctx, { action: 'keys.rotated', objectType: 'key', objectId: 'AUDIT_SIGNING_KEY', detail: { version: last.version + 1, fromSize, verifierKey: verifierKeyOf(next.publicKey) } });
    return { fromSize, version: last.version + 1 };
  }, { timeout: 60_000, maxWait: 30_000 });
  if (done === null) return null;
  await makeCheckpoint(ctx);
  return done.version < version ? ((await succeedKey(ctx, { version })) ?? done) : done;
}
