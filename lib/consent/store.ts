import type { Db } from '@/lib/db';
import type { LastDecision } from './core/decide-choice';
import type { ConsentLogInput } from './schema';

const noticeSelect = { code: true, version: true, locale: true, title: true, body: true, sha256: true, publishedAt: true } as const;

export function findNewestNotice(db: Db, { code, locale }: { readonly code: string; readonly locale: string }) {
  return db.notice.findFirst({ where: { code, locale }, orderBy: { version: 'desc' }, select: noticeSelect });
}

export function findNotice(db: Db, { code, version, locale }: { readonly code: string; readonly version: number; readonly locale: string }) {
  return db.notice.findUnique({ where: { code_version_locale: { code, version, locale } }, select: noticeSelect });
}

/** 0 before anything was published. */
export async function findNewestVersion(db: Db, { code }: { readonly code: string }): Promise<number> {
  return (await db.notice.findFirst({ where: { code }, orderBy: { version: 'desc' }, select: { version: true } }))?.version ?? 0;
}

export async function insertNotice(db: Db, notice: { readonly code: string; readonly version: number; readonly locale: string; readonly title: string; readonly body: string; readonly sha256: string; readonly publishedAt: Date }): Promise<void> {
  await db.notice.create({ data: notice, select: { id: true } });
}

/** The newest event of each purpose. */
export function listLastDecisions(db: Db, { subject }: { readonly subject: string }): Promise<LastDecision[]> {
  return db.$queryRaw<LastDecision[]>`
    select distinct on (purpose) purpose, decision::text as decision, "noticeVersion" from "ConsentEvent" where subject = ${subject} order by purpose, id desc`;
}

export type NewConsentEvent = {
  readonly subject: string; readonly purpose: string; readonly decision: 'GIVEN' | 'REFUSED' | 'WITHDRAWN'; readonly noticeCode: string; readonly noticeVersion: number;
  readonly noticeSha256: string; readonly locale: string; readonly surface: string; readonly hasGpcSignal: boolean; readonly at: Date; readonly isDemo?: boolean;
};

export async function insertConsentEvents(db: Db, events: readonly NewConsentEvent[]): Promise<void> {
  await db.consentEvent.createMany({ data: [...events] });
}

/** One decision at a time per person: two tabs must not both read the state before the other writes. */
export async function lockSubject(db: Db, { subject }: { readonly subject: string }): Promise<void> {
  await db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`consent ${subject}`}, 0))`;
}

export function listConsentRows(db: Db, { purpose, decision, cursor, size, subject }: ConsentLogInput & { readonly subject?: string }) {
  return db.consentEvent.findMany({
    where: { ...(purpose ? { purpose } : {}), ...(decision ? { decision } : {}), ...(subject ? { subject } : {}), ...(cursor ? { id: { lt: BigInt(cursor) } } : {}) },
    orderBy: { id: 'desc' }, take: size + 1,
  });
}

/** How many people stand where, per purpose, by their newest decision. */
export function countStanding(db: Db): Promise<{ purpose: string; decision: string; count: bigint; demo: bigint }[]> {
  return db.$queryRaw`
    select purpose, decision::text as decision, count(*) as count, count(*) filter (where "isDemo") as demo
    from (select distinct on (subject, purpose) subject, purpose, decision, "isDemo" from "ConsentEvent" order by subject, purpose, id desc) newest
    group by 1, 2 order by 1, 2`;
}
