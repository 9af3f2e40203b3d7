import type { Db } from '@/lib/db';
import type { Segment } from './core/segment-note';

const fields = { fromSeq: true, toSeq: true, hash: true, root: true, bundleSha256: true, note: true, at: true } as const;

export function listSegments(db: Db) {
  return db.auditSegment.findMany({ orderBy: { toSeq: 'asc' }, select: fields });
}

export function findLastSegment(db: Db) {
  return db.auditSegment.findFirst({ orderBy: { toSeq: 'desc' }, select: fields });
}

export async function insertSegment(db: Db, segment: Segment & { readonly note: string; readonly at: Date }): Promise<void> {
  await db.auditSegment.create({ data: segment, select: { toSeq: true } });
}

/** Needs the rights of the database's owner. */
export async function dropSegment(db: Db, { toSeq }: { readonly toSeq: bigint }): Promise<void> {
  await db.$queryRaw`select audit_drop_segment(${toSeq})`;
}

/** The newest event that is older than `before`; 0 where there is none. */
export async function findNewestBefore(db: Db, { before }: { readonly before: Date }): Promise<bigint> {
  return (await db.auditEvent.findFirst({ where: { at: { lt: before } }, orderBy: { seq: 'desc' }, select: { seq: true } }))?.seq ?? 0n;
}
