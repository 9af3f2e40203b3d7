import type { Db } from '@/lib/db';
import type { ChainRow, ChainState } from './core/verify-chain';
import type { AuditLogInput } from './schema';

const readable = { seq: true, at: true, actor: true, action: true, objectType: true, objectId: true, outcome: true, requestId: true, canonical: true, hash: true } as const;

/** Newest first; the cursor is the smallest seq already seen. */
export function listEvents(db: Db, { action, actor, objectId, cursor, size }: AuditLogInput) {
  return db.auditEvent.findMany({
    where: {
      ...(action ? { action } : {}), ...(actor ? { actor } : {}), ...(objectId ? { objectId } : {}),
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

export async function getHead(db: Db): Promise<ChainState> {
  return db.auditHead.findUniqueOrThrow({ where: { id: 1 }, select: { seq: true, hash: true } });
}
