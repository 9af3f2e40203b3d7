import type { Db } from '@/lib/db';

export async function insertDownload(db: Db, { entitlementId, at }: { readonly entitlementId: string; readonly at: Date }): Promise<void> {
  await db.download.create({ data: { entitlementId, at }, select: { id: true } });
}
