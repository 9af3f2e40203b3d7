import type { Db } from '@/lib/db';
import type { OutboxInput } from './schema';

const fields = { id: true, kind: true, recipientCipher: true, subjectCipher: true, bodyCipher: true, state: true, attempts: true, fault: true, createdAt: true, sentAt: true } as const;

export type NewMail = { readonly id: string; readonly kind: string; readonly recipientCipher: string; readonly recipientIndex: string; readonly subjectCipher: string; readonly bodyCipher: string; readonly createdAt: Date; readonly dueAt: Date };

export async function insertMail(db: Db, mail: NewMail): Promise<void> {
  await db.outboxMail.create({ data: mail, select: { id: true } });
}

/** The cursor is `time id` of the last one shown. */
export function listMail(db: Db, { state, cursor, size }: OutboxInput) {
  const [at, id] = (cursor ?? '').split(' ');
  const before = at && id && !Number.isNaN(Date.parse(at)) ? { OR: [{ createdAt: { lt: new Date(at) } }, { createdAt: new Date(at), id: { lt: id } }] } : {};
  return db.outboxMail.findMany({ where: { ...(state === undefined ? {} : { state }), ...before }, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: size + 1, select: fields });
}

/** Takes what is due for sending; another process meanwhile takes others. A process killed while sending leaves its mail due again at `until`. */
export function claimDue(db: Db, { now, until, take }: { readonly now: Date; readonly until: Date; readonly take: number }): Promise<{ id: string; kind: string; recipientCipher: string; subjectCipher: string; bodyCipher: string; attempts: number }[]> {
  return db.$queryRaw`
    update "OutboxMail" set "dueAt" = ${until}, attempts = attempts + 1
    where id in (select id from "OutboxMail" where state = 'WAITING' and "dueAt" <= ${now} order by "dueAt" limit ${take} for update skip locked)
    returning id::text, kind, "recipientCipher", "subjectCipher", "bodyCipher", attempts`;
}

export async function markMail(db: Db, { id, ...change }: { readonly id: string; readonly state: 'WAITING' | 'SENT' | 'FAILED'; readonly fault: string; readonly dueAt: Date; readonly sentAt: Date | null }): Promise<void> {
  await db.outboxMail.update({ where: { id }, data: change, select: { id: true } });
}

/** Only while nobody began to send it. */
export async function replaceBody(db: Db, { id, bodyCipher }: { readonly id: string; readonly bodyCipher: string }): Promise<void> {
  await db.outboxMail.updateMany({ where: { id, state: 'WAITING', attempts: 0 }, data: { bodyCipher } });
}

export async function deleteMailBefore(db: Db, { at }: { readonly at: Date }): Promise<number> {
  return (await db.outboxMail.deleteMany({ where: { createdAt: { lt: at } } })).count;
}

export async function deleteMailOf(db: Db, { recipientIndexes }: { readonly recipientIndexes: readonly string[] }): Promise<number> {
  return (await db.outboxMail.deleteMany({ where: { recipientIndex: { in: [...recipientIndexes] } } })).count;
}

/** Written before recipients had an index. */
export function listUnindexed(db: Db, { afterId, take }: { readonly afterId: string | null; readonly take: number }) {
  return db.outboxMail.findMany({ where: { recipientIndex: null, ...(afterId === null ? {} : { id: { gt: afterId } }) }, orderBy: { id: 'asc' }, take, select: { id: true, recipientCipher: true } });
}

export async function deleteMail(db: Db, { ids }: { readonly ids: readonly string[] }): Promise<number> {
  return (await db.outboxMail.deleteMany({ where: { id: { in: [...ids] } } })).count;
}
