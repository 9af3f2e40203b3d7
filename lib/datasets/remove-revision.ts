import type { PrismaClient } from '@/lib/db';
import { storage } from '@/lib/storage';
import { deleteRevision, hasObject, listObjectsOfRevision, lockObject } from './store';

/** The rows, and those of its bytes that no other revision has too. */
export async function removeRevision(db: PrismaClient, { id }: { readonly id: string }): Promise<void> {
  await db.$transaction(async (tx) => {
    const objects = await listObjectsOfRevision(tx, { revisionId: id });
    if (objects.length === 0) return;
    for (const sha256 of objects) await lockObject(tx, { sha256 });
    const { orphans } = await deleteRevision(tx, { revisionId: id, objects });
    for (const sha256 of orphans) await storage().remove(sha256);
  });
}

/** Bytes that were stored but that no row was made for. */
export async function removeUnusedObject(db: PrismaClient, sha256: string): Promise<void> {
  await db.$transaction(async (tx) => {
    await lockObject(tx, { sha256 });
    if (!(await hasObject(tx, { sha256 }))) await storage().remove(sha256);
  });
}
