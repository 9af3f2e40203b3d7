import type { Db } from '@/lib/db';

export async function insertDownload(db: Db, { entitlementId, revisionId, at }: { readonly entitlementId: string; readonly revisionId: string; readonly at: Date }): Promise<void> {
  await db.download.create({ data: { entitlementId, revisionId, at }, select: { id: true } });
}

export async function findPartFile(db: Db, { revisionId, rowCount }: { readonly revisionId: string; readonly rowCount: number }): Promise<{ readonly sha256: string; readonly byteSize: number } | null> {
  const row = await db.tierFile.findUnique({ where: { revisionId_rowCount: { revisionId, rowCount } }, select: { sha256: true, byteSize: true } });
  return row && { sha256: row.sha256, byteSize: Number(row.byteSize) };
}

/** Two who made the same part at once made the same; the first is kept. */
export async function insertPartFile(db: Db, { revisionId, rowCount, sha256, byteSize, at }: { readonly revisionId: string; readonly rowCount: number; readonly sha256: string; readonly byteSize: number; readonly at: Date }): Promise<void> {
  await db.storedObject.createMany({ data: { sha256, byteSize, createdAt: at }, skipDuplicates: true });
  await db.tierFile.createMany({ data: { revisionId, rowCount, sha256, byteSize, createdAt: at }, skipDuplicates: true });
}
