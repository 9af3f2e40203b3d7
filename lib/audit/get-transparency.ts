import type { Context } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { verifierKeyOf } from './audit-key';
import { makeCheckpoint } from './make-checkpoint';
import { proveConsistency, proveEvent } from './prove-event';
import type { CheckpointView, KeyView, Receipt } from './schema';
import { PastHasChanged, readPeriods } from './signing-periods';
import { getHead } from './store';
import { findSeqOf, listCheckpoints } from './store-checkpoints';

export type Transparency = { /** That signs now. */ readonly verifierKey: string; readonly keys: readonly KeyView[]; readonly entryCount: number; readonly checkpoints: readonly CheckpointView[] };

/** What anybody may know of the log: how long it is, what was signed, and by which key. Nothing of what it says. */
export async function getTransparency(ctx: Pick<Context, 'db'>): Promise<Transparency> {
  const [head, rows] = [await getHead(ctx.db), await listCheckpoints(ctx.db, { take: 12 })];
  const keys = await listKeys(ctx);
  return { verifierKey: keys.at(-1)?.verifierKey ?? '', keys, entryCount: Number(head.seq), checkpoints: rows.map(({ size, at, ...row }) => ({ ...row, size: Number(size), at: at.toISOString() })) };
}

/** Every key that ever signed this log, oldest first, each with the note by which the one before names it. They stay published for ever. */
export async function listKeys(ctx: Pick<Context, 'db'>): Promise<readonly KeyView[]> {
  const { periods, successions } = await readPeriods(ctx.db);
  return periods.map(({ version, fromSize, publicKey }, index) => ({ version, fromSize, verifierKey: verifierKeyOf(publicKey), note: successions[index - 1]?.note ?? null }));
}

/** That one signed state of the log is the beginning of another. Both must have been signed. */
export async function getConsistency(ctx: Pick<Context, 'db'>, { from, to }: { readonly from: number; readonly to: number }): Promise<Result<{ from: string; to: string; path: readonly string[] }>> {
  const proof = await proveConsistency(ctx.db, { from, to });
  return proof ? ok(proof) : refuse('not-found');
}

/**
 * The receipt of what an event of the log says about an object. The caller has checked that the object is the asker's own. An event that no checkpoint
 * covers yet is signed now. `log-changed` when the log is no longer what was signed: nobody gets a proof of that.
 */
export async function getReceipt(ctx: Pick<Context, 'db' | 'now'>, about: { readonly action: string; readonly objectId: string }): Promise<Result<Receipt>> {
  const seq = await findSeqOf(ctx.db, about);
  if (seq === null) return refuse('not-found');
  try {
    const signed = await proveEvent(ctx.db, { seq });
    if (signed) return ok(signed);
    await makeCheckpoint(ctx);
    const receipt = await proveEvent(ctx.db, { seq });
    return receipt ? ok(receipt) : refuse('not-found');
  } catch (error) {
    if (error instanceof PastHasChanged) return refuse('log-changed');
    throw error;
  }
}
