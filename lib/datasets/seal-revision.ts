import type { Db, PrismaClient } from '@/lib/db';
import { storage } from '@/lib/storage';
import { listObjectsOfRevision, lockObject } from './store';

type Sealing = { readonly revisionId: string; readonly at: Date };

/** From now on the bytes of a revision, and what was made of them, lie encrypted under keys of their own. */
export async function sealRevision(db: PrismaClient, sealing: Sealing): Promise<void> {
  // Said first: whatever ends this process, the nightly sweep does what was left.
  await sealObjects(db, await markForSealing(db, sealing));
}

/** Says that they shall, in the transaction of what it follows from. */
export async function markForSealing(db: Db, { revisionId, at }: Sealing): Promise<string[]> {
  const objects = await listObjectsOfRevision(db, { revisionId });
  await db.storedObject.updateMany({ where: { sha256: { in: objects }, sealedAt: null }, data: { sealedAt: at } });
  return objects;
}

/** What shall lie encrypted and doesn't, for instance after a restored backup or because the same bytes came again. */
export async function sealWhatIsDue(db: PrismaClient): Promise<void> {
  await sealObjects(db, await listSealed(db));
}

async function listSealed(db: Db): Promise<string[]> {
  return (await db.storedObject.findMany({ where: { sealedAt: { not: null } }, select: { sha256: true } })).map((row) => row.sha256);
}

/** Each under its own lock, so that nobody is promised the bytes while they change their form. */
async function sealObjects(db: PrismaClient, hashes: readonly string[]): Promise<void> {
  for (const sha256 of hashes) {
    await db.$transaction(async (tx) => {
      await lockObject(tx, { sha256 });
      await storage().seal(sha256);
    }, { timeout: 600_000, maxWait: 30_000 });
  }
}
