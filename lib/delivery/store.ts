import type { Db } from '@/lib/db';

export async function insertDownload(db: Db, { entitlementId, revisionId, at }: { readonly entitlementId: string; readonly revisionId: string; readonly at: Date }): Promise<void> {
  await db.download.create({ data: { entitlementId, revisionId, at }, select: { id: true } });
}
