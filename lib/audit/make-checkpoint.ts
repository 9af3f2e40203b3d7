import type { Context, Db } from '@/lib/db';
import { env } from '@/lib/env';
import { auditKey, auditVerifierKey } from './audit-key';
import { leafHash, rootOf } from './core/merkle';
import { signCheckpoint } from './core/signed-note';
import { PastHasChanged, readPeriodAt } from './signing-periods';
import { getHead } from './store';
import { blockSize, findNewestCheckpoint, insertBlocks, insertCheckpoint, listBlocks, listLeaves, lockCheckpoints } from './store-checkpoints';
import { pinKey, writeWitness } from './witness-folder';

const webhookMilliseconds = 5_000;

/**
 * Signs the log as it stands, when there is something new. The checkpoint is written outside of the database first, then into it, then sent to the
 * operator's witness. Null when nothing is new. @throws PastHasChanged when the log no longer begins with what the last checkpoint signed
 */
export async function makeCheckpoint(ctx: Pick<Context, 'db' | 'now'>): Promise<{ readonly size: number } | null> {
  const made = await ctx.db.$transaction(async (tx) => {
    await lockCheckpoints(tx);
    const [head, last] = [Number((await getHead(tx)).seq), await findNewestCheckpoint(tx)];
    const lastSize = Number(last?.size ?? 0n);
    if (head <= lastSize) {
      if (head < lastSize) throw new PastHasChanged(`The log has ${head} events, and ${lastSize} were signed`);
      return null;
    }
    const { blocks, tail, fresh } = await readTree(tx, { lastSize, head });
    if (last && rootAt({ blocks, tail, size: lastSize }).toString('base64') !== last.root) throw new PastHasChanged(`The first ${lastSize} events are not those that were signed`);
    await insertBlocks(tx, { from: Math.floor(lastSize / blockSize), hashes: fresh });
    const { version, notes } = await readPeriodAt(tx, head);
    const { key, origin } = auditKey(version);
    const root = rootAt({ blocks: [...blocks, ...fresh], tail: tail.slice(fresh.length * blockSize), size: head });
    const note = signCheckpoint({ origin, size: head, root }, key);
    const first = Math.floor(lastSize / blockSize) * blockSize;
    await pinKey(auditVerifierKey(), notes);
    await writeWitness({ size: head, note, from: lastSize + 1, leaves: tail.slice(lastSize - first).map((leaf) => leaf.toString('base64')) });
    await insertCheckpoint(tx, { size: BigInt(head), root: root.toString('base64'), note, at: ctx.now() });
    return { size: head, note };
    // Not from one snapshot: it would be taken before the lock is given. What lies before the head never changes.
  }, { timeout: 120_000, maxWait: 30_000 });
  if (made) await tellWitness(made.note);
  return made && { size: made.size };
}

/** Roots of the blocks that were whole at the last checkpoint, every leaf since the last of them, and the roots of the blocks that are whole now. */
async function readTree(db: Db, { lastSize, head }: { readonly lastSize: number; readonly head: number }) {
  const whole = Math.floor(lastSize / blockSize);
  const blocks = await listBlocks(db, { below: whole });
  const tail = (await listLeaves(db, { from: BigInt(whole * blockSize + 1), to: BigInt(head) })).map((row) => leafHash(row.canonical));
  if (blocks.length !== whole || tail.length !== head - whole * blockSize) throw new PastHasChanged('Events or blocks are missing');
  const fresh = Array.from({ length: Math.floor(tail.length / blockSize) }, (_, index) => rootOf(tail.slice(index * blockSize, (index + 1) * blockSize)));
  return { blocks, tail, fresh };
}

/** `tail`: the leaves after the blocks. */
function rootAt({ blocks, tail, size }: { readonly blocks: readonly Buffer[]; readonly tail: readonly Buffer[]; readonly size: number }): Buffer {
  const rest = tail.slice(0, size - blocks.length * blockSize);
  const more = Array.from({ length: Math.ceil(rest.length / blockSize) }, (_, index) => rootOf(rest.slice(index * blockSize, (index + 1) * blockSize)));
  return rootOf([...blocks, ...more]);
}

/** One that does not answer loses nothing: the next checkpoint proves the same past. */
async function tellWitness(note: string): Promise<void> {
  const { CHECKPOINT_WEBHOOK_URL: url } = env();
  if (url === undefined) return;
  await fetch(url, { method: 'POST', body: note, redirect: 'error', signal: AbortSignal.timeout(webhookMilliseconds), headers: { 'content-type': 'text/plain; charset=utf-8' } }).catch(() => undefined);
}
