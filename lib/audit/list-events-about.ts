import type { Db } from '@/lib/db';
import type { AuditAction } from './schema';

export type EventAbout = { readonly at: Date; readonly detail: Readonly<Record<string, unknown>> };

/** The newest events of one kind about one object: for the person it is about, who is told what was done and why, not by whom. */
export async function listEventsAbout(db: Db, { action, objectIds, take }: { readonly action: AuditAction; /** Of one object, under each name it has had. */ readonly objectIds: readonly string[]; readonly take: number }): Promise<readonly EventAbout[]> {
  const rows = await db.auditEvent.findMany({ where: { action, objectId: { in: [...objectIds] } }, orderBy: { seq: 'desc' }, take, select: { at: true, canonical: true } });
  return rows.map(({ at, canonical }) => ({ at, detail: (JSON.parse(canonical) as { detail?: Record<string, unknown> }).detail ?? {} }));
}
