import { Prisma, type Db } from '@/lib/db';
import type { LastDecision, Written } from './core/decide-choice';
import { limitKinds, type ConsentLogInput, type LimitKind } from './schema';

const noticeSelect = { code: true, version: true, locale: true, title: true, body: true, sha256: true, isMaterial: true, publishedAt: true } as const;

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

/** The newest version that asks everybody again. */
export async function findCoveringVersion(db: Db, { code }: { readonly code: string }): Promise<number> {
  return (await db.notice.findFirst({ where: { code, isMaterial: true }, orderBy: { version: 'desc' }, select: { version: true } }))?.version ?? 0;
}

export async function insertNotice(db: Db, notice: { readonly isMaterial?: boolean; readonly code: string; readonly version: number; readonly locale: string; readonly title: string; readonly body: string; readonly sha256: string; readonly publishedAt: Date }): Promise<void> {
  await db.notice.create({ data: notice, select: { id: true } });
}

export type NewNoticeShown = { readonly subjects: readonly [string, ...string[]]; readonly code: string; readonly version: number; readonly locale: string; readonly sha256: string; readonly surface: string; readonly isDemo?: boolean; readonly at: Date };

/** False when it stands there already: the first time counts. */
export async function insertNoticeShown(db: Db, { subjects, ...shown }: NewNoticeShown): Promise<boolean> {
  const { code, version } = shown;
  const [subject] = subjects;
  if (subjects.length > 1 && (await db.noticeShown.count({ where: { subject: { in: [...subjects] }, code, version } })) > 0) return false;
  const row = { ...shown, subject };
  return (await db.noticeShown.createMany({ data: [row], skipDuplicates: true })).count === 1;
}

/** The newest version that was put before somebody, whether she then chose under it or went on; 0 for none. */
export async function findShownVersion(db: Db, { subjects, code }: { readonly subjects: readonly string[]; readonly code: string }): Promise<number> {
  const [row] = await db.$queryRaw<{ version: number }[]>`
    select greatest((select max(version) from "NoticeShown" where subject = any(${[...subjects]}) and code = ${code}), (select max("noticeVersion") from "ConsentEvent" where subject = any(${[...subjects]}) and "noticeCode" = ${code} and decision <> 'EXPIRED'), 0) as version`;
  return row?.version ?? 0;
}

export function listNoticesShown(db: Db, { subjects }: { readonly subjects: readonly string[] }) {
  return db.noticeShown.findMany({ where: { subject: { in: [...subjects] } }, orderBy: { at: 'desc' }, take: 200, select: { code: true, version: true, locale: true, sha256: true, surface: true, at: true } });
}

/** The newest event of each purpose of the exchange itself. */
export function listLastDecisions(db: Db, { subjects }: { readonly subjects: readonly string[] }): Promise<Written[]> {
  return db.$queryRaw<Written[]>`
    select distinct on (purpose) purpose, decision::text as decision, "noticeVersion", "expiresAt", "hasGpcSignal", at, "noticeSha256" from "ConsentEvent" where subject = any(${[...subjects]}) and recipient = '' order by purpose, id desc`;
}

/** Each name is looked up for itself (`offset 0`): of a list whose length it can't know the planner reads whole tables. For a reading about many people at once, each row of which has her pseudonyms as `who.consents`: her newest decisions (with their numbers) and her open limits. */
export const groundsOfEach = {
  last: Prisma.sql`(select coalesce(json_agg(d), '[]'::json) from (
    select distinct on (e.purpose) e.id::text as id, e.purpose, e.decision::text as decision, e."noticeVersion", e."expiresAt", e."hasGpcSignal"
    from unnest(who.consents) as named (subject) cross join lateral (select * from "ConsentEvent" where subject = named.subject and recipient = '' offset 0) e order by e.purpose, e.id desc) d)`,
  limits: Prisma.sql`(select coalesce(json_agg(kind), '[]'::json) from "ProcessingLimit" where subject = any(who.consents) and "liftedAt" is null)`,
  covering: Prisma.sql`(select coalesce(max(version), 0) from "Notice" where code = 'privacy' and "isMaterial")`,
} as const;

export type Share = Omit<Written, 'purpose' | 'expiresAt' | 'hasGpcSignal'> & { readonly recipient: string; readonly hasGpcSignal: boolean; readonly expiresAt: Date | null };

/** The newest decision about each seller. */
export function listShares(db: Db, { subjects, recipient }: { readonly subjects: readonly string[]; readonly recipient?: string }): Promise<Share[]> {
  return db.$queryRaw<Share[]>`
    select distinct on (recipient) recipient, decision::text as decision, "noticeVersion", "hasGpcSignal", "expiresAt", at, "noticeSha256" from "ConsentEvent"
    where subject = any(${[...subjects]}) and recipient <> '' and (${recipient ?? null}::text is null or recipient = ${recipient ?? null}) order by recipient, id desc`;
}

/** The newest decision under each of these pseudonyms about one seller, oldest first: of two pseudonyms of one person the later decision comes last. */
export function listSharesOf(db: Db, { subjects, recipient }: { readonly subjects: readonly string[]; readonly recipient: string }): Promise<(Share & { subject: string })[]> {
  return db.$queryRaw<(Share & { subject: string })[]>`
    select * from (
      select distinct on (subject) id, subject, recipient, decision::text as decision, "noticeVersion", "hasGpcSignal", "expiresAt", at, "noticeSha256" from "ConsentEvent"
      where recipient = ${recipient} and subject = any(${[...subjects]}) order by subject, id desc
    ) newest order by id`;
}

/** Which of these pseudonyms an open limit stands under. */
export async function listLimitedOf(db: Db, { subjects }: { readonly subjects: readonly string[] }): Promise<string[]> {
  return (await db.processingLimit.findMany({ where: { subject: { in: [...subjects] }, liftedAt: null }, select: { subject: true } })).map((row) => row.subject);
}

/** The pseudonym that somebody's first decision stands under; empty before any. */
export async function findFirstSubject(db: Db, { subjects }: { readonly subjects: readonly string[] }): Promise<string> {
  return (await db.consentEvent.findFirst({ where: { subject: { in: [...subjects] } }, orderBy: { id: 'asc' }, select: { subject: true } }))?.subject ?? '';
}

/** Every pseudonym of the person whom one of them names, as far as she decided something under it. */
export async function listSubjectsOfSame(db: Db, { subject }: { readonly subject: string }): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ subject: string }[]>`
    with first as (select coalesce((select "firstSubject" from "ConsentEvent" where subject = ${subject} and "firstSubject" <> '' limit 1), ${subject}) as name)
    select distinct subject from "ConsentEvent", first where "firstSubject" = first.name union select name from first union select ${subject}`;
  return rows.map((row) => row.subject);
}

export function findPublicSeller(db: Db, { slug }: { readonly slug: string }) {
  return db.seller.findUnique({ where: { slug }, select: { accountId: true, slug: true, name: true } });
}

export async function listLimits(db: Db, { subjects }: { readonly subjects: readonly string[] }): Promise<LimitKind[]> {
  const kinds = (await db.processingLimit.findMany({ where: { subject: { in: [...subjects] }, liftedAt: null }, select: { kind: true } })).map((row) => row.kind);
  return limitKinds.filter((kind) => kinds.includes(kind));
}

export async function openLimit(db: Db, { subjects, kind, at }: { readonly subjects: readonly [string, ...string[]]; readonly kind: string; readonly at: Date }): Promise<void> {
  if ((await db.processingLimit.count({ where: { subject: { in: [...subjects] }, kind, liftedAt: null } })) > 0) return;
  const [subject] = subjects;
  await db.processingLimit.createMany({ data: { subject, kind, since: at }, skipDuplicates: true });
}

export async function closeLimit(db: Db, { subjects, kind, at }: { readonly subjects: readonly string[]; readonly kind: string; readonly at: Date }): Promise<void> {
  await db.processingLimit.updateMany({ where: { subject: { in: [...subjects] }, kind, liftedAt: null }, data: { liftedAt: at } });
}

export type NewConsentEvent = {
  readonly subject: string; readonly purpose: string; readonly decision: LastDecision['decision']; readonly noticeCode: string; readonly noticeVersion: number;
  readonly noticeSha256: string; readonly locale: string; readonly surface: string; readonly hasGpcSignal: boolean; readonly at: Date; readonly isDemo?: boolean;
  readonly firstSubject?: string; readonly choiceId?: string; readonly expiresAt?: Date | null; readonly jurisdiction?: string; readonly recipient?: string;
};

export async function insertConsentEvents(db: Db, events: readonly NewConsentEvent[]): Promise<void> {
  await db.consentEvent.createMany({ data: [...events] });
}

export async function insertConsentRecord(db: Db, row: { readonly choiceId: string; readonly subject: string; readonly body: string; readonly sha256: string; readonly at: Date }): Promise<void> {
  await db.consentRecord.create({ data: row, select: { choiceId: true } });
}

/** The newest unless one is named. */
export function findConsentRecord(db: Db, { subjects, choiceId }: { readonly subjects?: readonly string[]; readonly choiceId?: string | undefined }) {
  return db.consentRecord.findFirst({ where: { ...(subjects === undefined ? {} : { subject: { in: [...subjects] } }), ...(choiceId === undefined ? {} : { choiceId }) }, orderBy: [{ at: 'desc' }, { choiceId: 'asc' }], select: { choiceId: true, body: true } });
}

export type RunOut = { readonly subject: string; readonly firstSubject: string; readonly purpose: string; readonly recipient: string; readonly name: string | null; readonly noticeCode: string; readonly noticeVersion: number; readonly noticeSha256: string; readonly locale: string };

/** Newest decisions that say yes and whose time is over. */
export function listRunOut(db: Db, { now, take, subject, purpose, recipient }: { readonly now: Date; readonly take: number; readonly subject?: string; readonly purpose?: string; readonly recipient?: string }): Promise<RunOut[]> {
  return db.$queryRaw<RunOut[]>`
    select e.subject, e."firstSubject", e.purpose, e.recipient, s.name, e."noticeCode", e."noticeVersion", e."noticeSha256", e.locale
    from "ConsentEvent" e left join "Seller" s on s.slug = e.recipient
    where e.decision = 'GIVEN' and e."expiresAt" <= ${now}
      and (${subject ?? null}::text is null or (e.subject = ${subject ?? null} and e.purpose = ${purpose ?? null} and e.recipient = ${recipient ?? null}))
      and not exists (select 1 from "ConsentEvent" later where later.subject = e.subject and later.purpose = e.purpose and later.recipient = e.recipient and later.id > e.id)
      -- Under another version of the key she has decided since.
      and not exists (select 1 from "ConsentEvent" later where later."firstSubject" = coalesce(nullif(e."firstSubject", ''), e.subject) and later."firstSubject" <> '' and later.purpose = e.purpose and later.recipient = e.recipient and later.id > e.id)
    order by e.id limit ${take}`;
}

export async function accountExists(db: Db, { accountId }: { readonly accountId: string }): Promise<boolean> {
  return (await db.account.count({ where: { id: accountId } })) === 1;
}

/** One decision at a time per person: two tabs must not both read the state before the other writes. All her pseudonyms, in one order, so that whoever knows only some of them waits, too. */
export async function lockSubjects(db: Db, { subjects }: { readonly subjects: readonly string[] }): Promise<void> {
  if (subjects.length === 0) return;
  // The order is made below, before anything is locked.
  await db.$queryRaw`select count(pg_advisory_xact_lock(hashtextextended('consent ' || subject, 0))) from (select subject from unnest(${subjects.toSorted()}::text[]) with ordinality as each (subject, place) order by place offset 0) ordered`;
}

/** Of these pseudonyms those whose lock was free and is now ours: who writes about many people holds none of them up while she waits for another. */
export async function lockFreeSubjects(db: Db, { subjects }: { readonly subjects: readonly string[] }): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ subject: string; isLocked: boolean }[]>`select subject, pg_try_advisory_xact_lock(hashtextextended('consent ' || subject, 0)) as "isLocked" from unnest(${[...subjects]}::text[]) as each (subject)`;
  return new Set(rows.filter((row) => row.isLocked).map((row) => row.subject));
}

const dayMilliseconds = 24 * 60 * 60 * 1000;

export type ConsentFilter = Omit<ConsentLogInput, 'subject'> & { readonly subjects?: readonly string[] };

export function listConsentRows(db: Db, { purpose, decision, version, from, to, cursor, size, subjects }: ConsentFilter) {
  return db.consentEvent.findMany({
    where: {
      ...(purpose ? { purpose } : {}), ...(decision ? { decision } : {}), ...(subjects ? { subject: { in: [...subjects] } } : {}), ...(version ? { noticeVersion: version } : {}),
      ...(from || to ? { at: { ...(from ? { gte: new Date(`${from}T00:00:00Z`) } : {}), ...(to ? { lt: new Date(Date.parse(`${to}T00:00:00Z`) + dayMilliseconds) } : {}) } } : {}),
      ...(cursor ? { id: { lt: BigInt(cursor) } } : {}),
    },
    orderBy: { id: 'desc' }, take: size + 1,
  });
}

/** One person, whatever version of the key each of her decisions stands under. */
const person = Prisma.sql`coalesce(nullif("firstSubject", ''), subject)`;

/** How many people stand where, per purpose, by their newest decision. */
export function countStanding(db: Db): Promise<{ purpose: string; decision: string; count: bigint; demo: bigint }[]> {
  return db.$queryRaw`
    select purpose, decision::text as decision, count(*) as count, count(*) filter (where "isDemo") as demo
    from (select distinct on (${person}, purpose, recipient) purpose, decision, "isDemo" from "ConsentEvent" order by ${person}, purpose, recipient, id desc) newest
    group by 1, 2 order by 1, 2`;
}

/** At the end of each day on which somebody decided: how many people agreed, per purpose and version, each by her newest decision until then. */
export function countOverTime(db: Db, { since }: { readonly since: Date }): Promise<{ day: string; purpose: string; noticeVersion: number; given: bigint }[]> {
  return db.$queryRaw`
    with steps as (
      select at, purpose, "noticeVersion", (decision = 'GIVEN') as given,
        lag(decision = 'GIVEN') over w as was_given, lag("noticeVersion") over w as was_version
      from "ConsentEvent" window w as (partition by ${person}, purpose, recipient order by id)
    ), moves as (
      select at, purpose, "noticeVersion", 1 as move from steps where given
      union all select at, purpose, was_version, -1 from steps where was_given
    ), days as (
      select greatest(at, ${since})::date as day, purpose, "noticeVersion", sum(move) as move from moves group by 1, 2, 3
    )
    select to_char(day, 'YYYY-MM-DD') as day, purpose, "noticeVersion", (sum(move) over (partition by purpose, "noticeVersion" order by day))::bigint as given from days order by day, purpose, "noticeVersion"`;
}

export function listDrafts(db: Db, { code }: { readonly code: string }) {
  return db.noticeDraft.findMany({ where: { code }, orderBy: { locale: 'asc' }, select: { locale: true, title: true, body: true, updatedAt: true } });
}

export async function writeDraft(db: Db, { code, locale, ...text }: { readonly code: string; readonly locale: string; readonly title: string; readonly body: string; readonly updatedAt: Date }): Promise<void> {
  await db.noticeDraft.upsert({ where: { code_locale: { code, locale } }, create: { code, locale, ...text }, update: text, select: { code: true } });
}

export async function deleteDrafts(db: Db, { code }: { readonly code: string }): Promise<void> {
  await db.noticeDraft.deleteMany({ where: { code } });
}

export function listNotices(db: Db, { code }: { readonly code: string }) {
  return db.notice.findMany({ where: { code }, orderBy: [{ version: 'desc' }, { locale: 'asc' }], take: 200, select: { version: true, locale: true, title: true, sha256: true, isMaterial: true, publishedAt: true } });
}

export async function countAnswersByVersion(db: Db, { code }: { readonly code: string }): Promise<Map<number, number>> {
  const rows = await db.$queryRaw<{ version: number; people: bigint }[]>`select "noticeVersion" as version, count(distinct ${person}) as people from "ConsentEvent" where "noticeCode" = ${code} group by 1`;
  return new Map(rows.map((row) => [row.version, Number(row.people)]));
}

/** One publication at a time. */
export async function lockNotices(db: Db): Promise<void> {
  await db.$executeRaw`select pg_advisory_xact_lock(hashtextextended('notices', 0))`;
}
