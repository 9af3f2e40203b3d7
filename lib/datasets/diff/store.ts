import type { Db, Prisma } from '@/lib/db';
import { tableSelect } from '../locate-table';
import type { RevisionDiff } from '../schema';

const sideSelect = { id: true, datasetId: true, number: true, format: true, fileName: true, sha256: true, table: tableSelect, rowCount: true, profile: { select: { columns: true } } } as const satisfies Prisma.RevisionSelect;
export type SideRow = Prisma.RevisionGetPayload<{ select: typeof sideSelect }>;
type Pair = { readonly fromId: string; readonly toId: string };

/** Both revisions, measured and of one dataset, or null. */
export async function findSides(db: Db, { fromId, toId }: Pair): Promise<readonly [SideRow, SideRow] | null> {
  const rows = await db.revision.findMany({ where: { id: { in: [fromId, toId] }, status: 'READY' }, select: sideSelect });
  const [from, to] = [rows.find((row) => row.id === fromId), rows.find((row) => row.id === toId)];
  return from && to && from !== to && from.datasetId === to.datasetId ? [from, to] : null;
}

/** By this key, or by whichever it was compared last. */
export async function findDiff(db: Db, { fromId, toId, keyNames }: Pair & { readonly keyNames?: readonly string[] }): Promise<RevisionDiff | null> {
  const row = await db.revisionDiff.findFirst({ where: { fromId, toId, ...(keyNames ? { keyNames: JSON.stringify(keyNames) } : {}) }, orderBy: { computedAt: 'desc' }, select: { diff: true } });
  // Written by writeDiff from this very type.
  return row && (row.diff as unknown as RevisionDiff);
}

export async function writeDiff(db: Db, { fromId, toId, diff, at }: Pair & { readonly diff: RevisionDiff; readonly at: Date }): Promise<void> {
  await db.revisionDiff.createMany({ data: { fromId, toId, keyNames: JSON.stringify(diff.keyNames), diff: diff as unknown as Prisma.InputJsonValue, computedAt: at }, skipDuplicates: true });
}
