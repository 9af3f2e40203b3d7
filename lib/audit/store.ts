import { Prisma, type Db } from '@/lib/db';
import { genesis, type ChainRow, type ChainState } from './core/verify-chain';
import type { AuditLogInput, VerifyReport } from './schema';

const readable = { seq: true, at: true, actor: true, action: true, objectType: true, objectId: true, outcome: true, requestId: true, canonical: true, hash: true } as const;

const dayMilliseconds = 24 * 60 * 60 * 1000;

/** What else the person is called whom a search names: her pseudonyms under other versions of the key. */
export type OtherNames = { readonly actor?: readonly string[]; readonly objectId?: readonly string[] };

/** Newest first; the cursor is the smallest seq already seen. */
export function listEvents(db: Db, { action, actor, objectId, outcome, from, to, cursor, size }: AuditLogInput, names: OtherNames = {}) {
  return db.auditEvent.findMany({
    where: {
      ...(action ? { action } : {}), ...(actor ? { actor: { in: [actor, ...(names.actor ?? [])] } } : {}), ...(objectId ? { objectId: { in: [objectId, ...(names.objectId ?? [])] } } : {}), ...(outcome ? { outcome } : {}),
      ...(from || to ? { at: { ...(from ? { gte: new Date(`${from}T00:00:00Z`) } : {}), ...(to ? { lt: new Date(Date.parse(`${to}T00:00:00Z`) + dayMilliseconds) } : {}) } } : {}),
      ...(cursor ? { seq: { lt: BigInt(cursor) } } : {}),
    },
    orderBy: { seq: 'desc' }, take: size + 1, select: readable,
  });
}

/** Rows after `seq` in order, with the time as the chain wrote it: microseconds would be lost in a Date. */
export function listChain(db: Db, { afterSeq, size }: { readonly afterSeq: bigint; readonly size: number }): Promise<ChainRow[]> {
  return db.$queryRaw<ChainRow[]>`
    select seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, actor, action, "objectType", "objectId", outcome, "requestId", canonical, "prevHash", hash
    from "AuditEvent" where seq > ${afterSeq} order by seq limit ${size}`;
}

/** How far the log is written, within a statement that asks for more than that: 0 before the first entry. */
export const loggedTo = Prisma.sql`(select coalesce(max(seq), 0) from "AuditHead")`;

/** Where the head was taken away, that of a log without an event: whatever stands in the table then differs from it, and is told so instead of nothing. */
export async function getHead(db: Db): Promise<ChainState> {
  return (await db.auditHead.findUnique({ where: { id: 1 }, select: { seq: true, hash: true } })) ?? genesis;
}

/** With the time as the chain wrote it. */
export async function findEvent(db: Db, { seq }: { readonly seq: bigint }): Promise<ChainRow | null> {
  const [row] = await listChain(db, { afterSeq: seq - 1n, size: 1 });
  return row?.seq === seq ? row : null;
}

export function findStatus(db: Db) {
  return db.auditStatus.findUnique({ where: { id: 1 }, select: { at: true, report: true } });
}

export async function writeStatus(db: Db, { at, report }: { readonly at: Date; readonly report: VerifyReport }): Promise<void> {
  await db.auditStatus.upsert({ where: { id: 1 }, create: { id: 1, at, report }, update: { at, report }, select: { id: true } });
}

export function listEventsOfSubject(db: Db, { subjects, take }: { readonly subjects: readonly string[]; readonly take: number }) {
  return db.auditEvent.findMany({ where: { OR: [{ actor: { in: [...subjects] } }, { objectId: { in: [...subjects] } }] }, orderBy: { seq: 'desc' }, take, select: readable });
}

export function listEventsOn(db: Db, { objectIds, actions, take }: { readonly objectIds: readonly string[]; readonly actions: readonly string[]; readonly take: number }) {
  return db.auditEvent.findMany({ where: { objectId: { in: [...objectIds] }, action: { in: [...actions] } }, orderBy: { seq: 'desc' }, take, select: { at: true, action: true, canonical: true } });
}

/** One step into the index for each kind. */
export async function findNewestSeqOf(db: Db, { actions }: { readonly actions: readonly string[] }): Promise<bigint> {
  const [row] = await db.$queryRaw<{ seq: bigint | null }[]>`
    select max(newest.seq) as seq from unnest(${[...actions]}::text[]) wanted(action), lateral (select max(seq) as seq from "AuditEvent" where "AuditEvent".action = wanted.action) newest`;
  return row?.seq ?? 0n;
}

/** The newest version of each root key that was added, and the newest that the latest rows name anybody under. */
export async function listKeyVersions(db: Db): Promise<readonly { readonly name: string; readonly version: number }[]> {
  return db.$queryRaw`
    select "objectId" as name, coalesce(max((canonical::jsonb->'detail'->>'version')::int), 1) as version from "AuditEvent" where action in ('keys.added', 'keys.rotated') group by 1
    union all
    select 'ROOT_PSEUDONYM_KEY', coalesce(max(substring(actor from '^p([0-9]{1,4})_')::int), 1) from (select actor from "AuditEvent" order by seq desc limit 1000) newest`;
}
