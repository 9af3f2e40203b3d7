import type { Db } from '@/lib/db';

const select = { id: true, sha256: true, byteSize: true, sessionCount: true, itemCount: true, eventCount: true, newestEventId: true, since: true, builtAt: true, checkedAt: true, buildMilliseconds: true, coveringVersion: true } as const;
export type IndexRow = Awaited<ReturnType<typeof listIndexes>>[number];

/** Newest first. */
export function listIndexes(db: Db, { take }: { readonly take: number }) {
  return db.behaviourIndex.findMany({ orderBy: { id: 'desc' }, take, select });
}

/** The newest one's number, which stays it until the transaction ends. */
export async function lockIndexes(db: Db): Promise<number | null> {
  await db.$executeRaw`select pg_advisory_xact_lock(hashtextextended('behaviour index', 0))`;
  return (await db.behaviourIndex.findFirst({ orderBy: { id: 'desc' }, select: { id: true } }))?.id ?? null;
}

/** The index and its file, which from now on belongs to it. */
export async function insertIndex(db: Db, row: Omit<IndexRow, 'id'>): Promise<number> {
  await db.storedObject.createMany({ data: { sha256: row.sha256, byteSize: BigInt(row.byteSize) }, skipDuplicates: true });
  return (await db.behaviourIndex.create({ data: row, select: { id: true } })).id;
}

export async function touchIndex(db: Db, { id, at }: { readonly id: number; readonly at: Date }): Promise<void> {
  await db.behaviourIndex.updateMany({ where: { id }, data: { checkedAt: at } });
}

/** Takes older ones away and answers which files nobody needs any more. */
export async function deleteIndexesBefore(db: Db, { id }: { readonly id: number }): Promise<string[]> {
  const rows = await db.behaviourIndex.findMany({ where: { id: { lt: id } }, select: { sha256: true } });
  await db.behaviourIndex.deleteMany({ where: { id: { lt: id } } });
  const left = new Set((await db.behaviourIndex.findMany({ select: { sha256: true } })).map((row) => row.sha256));
  const unused = [...new Set(rows.map((row) => row.sha256))].filter((sha256) => !left.has(sha256));
  await db.storedObject.deleteMany({ where: { sha256: { in: unused }, revisions: { none: {} }, tierFiles: { none: {} } } });
  return unused;
}

export async function insertForgotten(db: Db, { owners, at }: { readonly owners: readonly number[]; readonly at: Date }): Promise<void> {
  await db.behaviourForgotten.createMany({ data: owners.map((owner) => ({ owner: BigInt(owner), at })) });
}

/** Who is to be passed over by whoever serves from an index older than the one she was cleared in. */
export async function listForgotten(db: Db): Promise<readonly { readonly id: bigint; readonly owner: number; readonly clearedIn: number | null }[]> {
  return (await db.behaviourForgotten.findMany({ orderBy: { id: 'asc' }, select: { id: true, owner: true, clearedIn: true } })).map((row) => ({ ...row, owner: Number(row.owner) }));
}

/** These were gone before anything was read for an index. */
export async function clearForgotten(db: Db, { ids, indexId }: { readonly ids: readonly bigint[]; readonly indexId: number }): Promise<void> {
  await db.behaviourForgotten.updateMany({ where: { id: { in: [...ids] }, clearedIn: null }, data: { clearedIn: indexId } });
}

export async function deleteClearedUpTo(db: Db, { indexId }: { readonly indexId: number }): Promise<void> {
  await db.behaviourForgotten.deleteMany({ where: { clearedIn: { lte: indexId } } });
}

export type ServingState = { readonly process: string; readonly indexId: number | null; readonly faultyId: number | null; readonly fault: string; readonly freshCount: number; readonly loadMilliseconds: number; readonly seenAt: Date };

export async function saveServing(db: Db, { process, ...state }: ServingState): Promise<void> {
  await db.behaviourServing.upsert({ where: { process }, create: { process, ...state }, update: state, select: { process: true } });
}

export function listServingStates(db: Db, { since }: { readonly since: Date }) {
  return db.behaviourServing.findMany({ where: { seenAt: { gte: since } }, orderBy: { seenAt: 'desc' }, take: 100, select: { process: true, indexId: true, faultyId: true, fault: true, freshCount: true, loadMilliseconds: true, seenAt: true } });
}

export async function deleteServingBefore(db: Db, { at }: { readonly at: Date }): Promise<void> {
  await db.behaviourServing.deleteMany({ where: { seenAt: { lt: at } } });
}
