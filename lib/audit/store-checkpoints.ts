import type { Db } from '@/lib/db';

export const blockSize = 256;

/** One checkpoint at a time, whatever process makes it; until the transaction ends. */
export async function lockCheckpoints(db: Db): Promise<void> {
  await db.$executeRaw`select pg_advisory_xact_lock(hashtextextended('audit checkpoint', 0))`;
}

export function findNewestCheckpoint(db: Db) {
  return db.auditCheckpoint.findFirst({ orderBy: { size: 'desc' }, select: { size: true, root: true, note: true, at: true } });
}

export function findCheckpoint(db: Db, { size }: { readonly size: bigint }) {
  return db.auditCheckpoint.findUnique({ where: { size }, select: { size: true, root: true, note: true, at: true } });
}

export function listCheckpoints(db: Db, { take }: { readonly take?: number } = {}) {
  return db.auditCheckpoint.findMany({ orderBy: { size: 'desc' }, ...(take === undefined ? {} : { take }), select: { size: true, root: true, note: true, at: true } });
}

export async function insertCheckpoint(db: Db, checkpoint: { readonly size: bigint; readonly root: string; readonly note: string; readonly at: Date }): Promise<void> {
  await db.auditCheckpoint.create({ data: checkpoint, select: { size: true } });
}

/** Roots of whole blocks, in order. */
export async function listBlocks(db: Db, { below }: { readonly below: number }): Promise<Buffer[]> {
  return (await db.auditBlock.findMany({ where: { number: { lt: BigInt(below) } }, orderBy: { number: 'asc' }, select: { hash: true } })).map((row) => Buffer.from(row.hash, 'hex'));
}

export async function insertBlocks(db: Db, { from, hashes }: { readonly from: number; readonly hashes: readonly Uint8Array[] }): Promise<void> {
  await db.auditBlock.createMany({ data: hashes.map((hash, index) => ({ number: BigInt(from + index), hash: Buffer.from(hash).toString('hex') })), skipDuplicates: true });
}

/** What was hashed of events `from` to `to`, both included, in order. */
export async function listLeaves(db: Db, { from, to }: { readonly from: bigint; readonly to: bigint }): Promise<{ readonly seq: bigint; readonly canonical: string }[]> {
  return db.auditEvent.findMany({ where: { seq: { gte: from, lte: to } }, orderBy: { seq: 'asc' }, select: { seq: true, canonical: true } });
}

export async function findSeqOf(db: Db, { action, objectId }: { readonly action: string; readonly objectId: string }): Promise<bigint | null> {
  return (await db.auditEvent.findFirst({ where: { action, objectType: action.split('.')[0] ?? '', objectId }, orderBy: { seq: 'desc' }, select: { seq: true } }))?.seq ?? null;
}
