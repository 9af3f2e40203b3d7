import type { Db } from '@/lib/db';
import type { Refusal } from '@/lib/shared/refusal';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { RevisionView } from './schema';
import { findOwnRevision } from './store';
import { toRevisionView } from './views';

/** What has become of a source: the revision made from it (measured or not yet), why there is none, or null when nobody took it in. */
export async function findBySource(db: Db, { sourceKey, ownerId }: { readonly sourceKey: string; readonly ownerId: string }): Promise<Result<RevisionView> | null> {
  const row = await db.measurement.findUnique({ where: { sourceKey }, select: { revisionId: true, refusal: true } });
  if (!row) return null;
  if (row.refusal !== null) return { ok: false, refusal: row.refusal as unknown as Refusal };
  const revision = await findOwnRevision(db, { revisionId: row.revisionId, ownerId });
  return revision ? ok(toRevisionView(revision)) : refuse('not-found');
}

/** Forgets a source of which nothing is left (refused, or its revision thrown away), so that it can be taken in again. */
export async function forgetEndedSource(db: Db, { sourceKey }: { readonly sourceKey: string }): Promise<void> {
  await db.$executeRaw`delete from "Measurement" m where m."sourceKey" = ${sourceKey} and m."endedAt" is not null and not exists (select 1 from "Revision" r where r.id = m."revisionId")`;
}
