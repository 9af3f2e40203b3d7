import type { Context } from '@/lib/db';
import { makeCheckpoint } from './make-checkpoint';
import { getHead } from './store';
import { blockSize, findNewestCheckpoint } from './store-checkpoints';

/** Signs as soon as a whole block is new, however long it is until the next minute: nobody rewrites more than that unseen. */
export async function signWhenFull(ctx: Pick<Context, 'db' | 'now'>): Promise<{ readonly size: number } | null> {
  const [{ seq }, last] = [await getHead(ctx.db), await findNewestCheckpoint(ctx.db)];
  return seq - (last?.size ?? 0n) >= BigInt(blockSize) ? makeCheckpoint(ctx) : null;
}
