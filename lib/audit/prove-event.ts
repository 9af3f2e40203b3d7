import type { Db } from '@/lib/db';
import { consistencyPath, inclusionPath, leafHash, rootOf } from './core/merkle';
import type { Receipt } from './schema';
import { readPeriodAt } from './signing-periods';
import { blockSize, findCheckpoint, findNewestCheckpoint, listBlocks, listLeaves } from './store-checkpoints';
import { findLastSegment } from './store-segments';

/** The proof that an event is in the log that was signed; null until a checkpoint covers it. Reads one block of events and the roots of the others. */
export async function proveEvent(db: Db, { seq }: { readonly seq: bigint }): Promise<Receipt | null> {
  const checkpoint = await findNewestCheckpoint(db);
  if (!checkpoint || seq < 1n || checkpoint.size < seq) return null;
  const [index, size] = [Number(seq) - 1, Number(checkpoint.size)];
  const [number, last] = [Math.floor(index / blockSize), Math.floor((size - 1) / blockSize)];
  const own = await leavesOfBlock(db, number, size);
  const event = own[index % blockSize];
  if (!event) return null;
  const blocks = await blockRoots(db, { last, size });
  const path = [...inclusionPath(own.map((row) => row.hash), index % blockSize), ...inclusionPath(blocks, number)];
  const { verifierKey, notes } = await readPeriodAt(db, size);
  return { version: 1, leaf: event.canonical, index, size, path: path.map((hash) => hash.toString('base64')), checkpoint: checkpoint.note, verifierKey, ...(notes.length > 0 ? { keys: notes } : {}) };
}

/** The proof that the tree of `from` is the beginning of that of `to`; null unless both were signed. Reads the log: bounded by the caller's limits. */
export async function proveConsistency(db: Db, { from, to }: { readonly from: number; readonly to: number }): Promise<{ readonly from: string; readonly to: string; readonly path: readonly string[] } | null> {
  const [older, newer] = [await findCheckpoint(db, { size: BigInt(from) }), await findCheckpoint(db, { size: BigInt(to) })];
  if (!older || !newer || from > to) return null;
  if (from === to) return { from: older.note, to: newer.note, path: [] };
  // What ends inside a block that was archived needs events that are no longer here.
  const archived = Number((await findLastSegment(db))?.toSeq ?? 0n);
  if ([from, to].some((size) => size <= archived && size % blockSize !== 0)) return null;
  // Within the block that the older tree ends in single events matter, everywhere else blocks.
  const [edge, last] = [Math.floor((from - 1) / blockSize), Math.floor((to - 1) / blockSize)];
  const blocks = await blockRoots(db, { last, size: to });
  const own = (await leavesOfBlock(db, edge, to)).map((row) => row.hash);
  const inner = from % blockSize === 0 ? null : edge === 0 ? consistencyPath(own, from) : consistencyWithin(own, from - edge * blockSize);
  const path = inner === null ? consistencyPath(blocks, from / blockSize) : [...inner, ...inclusionPath(blocks, edge)];
  return { from: older.note, to: newer.note, path: path.map((hash) => hash.toString('base64')) };
}

/** The proof within the block that the older tree ends in, where blocks stand before it. */
function consistencyWithin(leaves: readonly Buffer[], size: number): Buffer[] {
  const path = consistencyPath(leaves, size);
  // The root of a power of two is left out of a proof only where it is the whole older tree, which it is not here.
  return Number.isInteger(Math.log2(size)) ? [rootOf(leaves.slice(0, size)), ...path] : path;
}

async function leavesOfBlock(db: Db, number: number, size: number) {
  const rows = await listLeaves(db, { from: BigInt(number * blockSize + 1), to: BigInt(Math.min(size, (number + 1) * blockSize)) });
  return rows.map((row) => ({ ...row, hash: leafHash(row.canonical) }));
}

/** The roots of all blocks of a tree, the last of which may not be whole. */
async function blockRoots(db: Db, { last, size }: { readonly last: number; readonly size: number }): Promise<Buffer[]> {
  const isWhole = size % blockSize === 0;
  const blocks = await listBlocks(db, { below: isWhole ? last + 1 : last });
  return isWhole ? blocks : [...blocks, rootOf((await leavesOfBlock(db, last, size)).map((row) => row.hash))];
}
