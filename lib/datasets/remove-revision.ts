import type { PrismaClient } from '@/lib/db';
import { storage } from '@/lib/storage';
import { deleteRevision, hasObject, lockObject } from './store';

/** The rows, and the bytes when no other revision has the same. */
export async function removeRevision(db: PrismaClient, { id, sha256 }: { readonly id: string; readonly sha256: string }): Promise<void> {
  await db.$transaction(async (tx) => {
    await lockObject(tx, { sha256 });
    const { orphanSha256 } = await deleteRevision(tx, { revisionId: id });
    if (orphanSha256 !== null) await storage().remove(orphanSha256);
  });
}

/** Bytes that were stored but that no row was made for. */
export async function removeUnusedObject(db: PrismaClient, sha256: string): Promise<void> {
  await db.$transaction(async (tx) => {
    await lockObject(tx, { sha256 });
    if (!(await hasObject(tx, { sha256 }))) await storage().remove(sha256);
  });
}
