import type { Db } from '@/lib/db';

/** A list that somebody was shown: each listing at its place, from 1, for its reason. */
export type ShownList = {
  readonly listId: string; readonly subject: string; readonly surface: string; readonly model: string; readonly arm: string; readonly isDemo: boolean; readonly at: Date;
  readonly listingIds: readonly string[]; readonly reasons: readonly string[];
};

/** A row for each listing of each list. */
export async function insertImpressions(db: Db, lists: readonly ShownList[]): Promise<void> {
  if (lists.length === 0) return;
  await db.$executeRaw`/* named impressions */ insert into "Impression" ("listId", subject, surface, model, arm, position, "listingId", reason, "isDemo", at)
    select "listId", subject, surface, model, arm, position, "listingId", reason, "isDemo", at from jsonb_to_recordset(${JSON.stringify(lists)}::jsonb)
      as list ("listId" uuid, subject text, surface text, model text, arm text, "isDemo" boolean, at timestamptz, "listingIds" uuid[], reasons text[])
      cross join lateral unnest("listingIds", reasons) with ordinality as item ("listingId", reason, position)`;
}

const hour = 60 * 60 * 1_000;
/** How long after a list was shown an act is counted as its work: a look within a day, a purchase within a week. */
const outcomes: Readonly<Partial<Record<string, { readonly column: 'clickedAt' | 'savedAt' | 'boughtAt'; readonly withinMilliseconds: number }>>> = {
  VIEW: { column: 'clickedAt', withinMilliseconds: 24 * hour }, SAVE: { column: 'savedAt', withinMilliseconds: 7 * 24 * hour }, CART: { column: 'savedAt', withinMilliseconds: 7 * 24 * hour }, BUY: { column: 'boughtAt', withinMilliseconds: 7 * 24 * hour },
};

/** Of each act the newest list that showed its listing gets the credit, once: one statement, however many acts. */
export async function markOutcomes(db: Db, { subject, acts, at }: { readonly subject: string; readonly acts: readonly { readonly listingId: string; readonly kind: string }[]; readonly at: Date }): Promise<void> {
  const credits = acts.flatMap(({ listingId, kind }) => {
    const outcome = outcomes[kind];
    return outcome ? [{ listingId, column: outcome.column, since: new Date(at.getTime() - outcome.withinMilliseconds).toISOString() }] : [];
  });
  if (credits.length === 0) return;
  // A row that two acts are credited to comes once, with both: of several matches an update would take any one.
  await db.$executeRaw`
    with credited as (
      select shown.id, bool_or(act.column = 'clickedAt') as clicked, bool_or(act.column = 'savedAt') as saved, bool_or(act.column = 'boughtAt') as bought
      from jsonb_to_recordset(${JSON.stringify(credits)}::jsonb) as act ("listingId" uuid, "column" text, since timestamptz)
      cross join lateral (select id from "Impression" where subject = ${subject} and "listingId" = act."listingId" and at >= act.since and at <= ${at} order by id desc limit 1) shown
      group by shown.id
    )
    update "Impression" i set
      "clickedAt" = case when clicked then coalesce("clickedAt", ${at}) else "clickedAt" end,
      "savedAt" = case when saved then coalesce("savedAt", ${at}) else "savedAt" end,
      "boughtAt" = case when bought then coalesce("boughtAt", ${at}) else "boughtAt" end
    from credited where i.id = credited.id`;
}

/** No list is credited with a purchase that was given back. */
export async function unmarkPurchases(db: Db, { subject, listingId, since }: { readonly subject: string; readonly listingId: string; readonly since: Date }): Promise<void> {
  await db.impression.updateMany({ where: { subject, listingId, boughtAt: { gte: since } }, data: { boughtAt: null } });
}

/** Newest first. */
export function listImpressionsOf(db: Db, { subjects, take }: { readonly subjects: readonly string[]; readonly take: number }) {
  return db.impression.findMany({ where: { subject: { in: [...subjects] } }, orderBy: { id: 'desc' }, take, select: { surface: true, model: true, arm: true, position: true, listingId: true, reason: true, at: true, clickedAt: true, savedAt: true, boughtAt: true } });
}

export async function renameImpressions(db: Db, { before, subject }: { readonly before: readonly string[]; readonly subject: string }): Promise<number> {
  return (await db.impression.updateMany({ where: { subject: { in: [...before] } }, data: { subject } })).count;
}

export async function listImpressionSubjects(db: Db, { subjects }: { readonly subjects: readonly string[] }): Promise<string[]> {
  return (await db.impression.findMany({ where: { subject: { in: [...subjects] } }, distinct: ['subject'], select: { subject: true } })).map((row) => row.subject);
}

export async function deleteImpressionsOf(db: Db, { subject }: { readonly subject: string }): Promise<void> {
  await db.impression.deleteMany({ where: { subject } });
}

export async function setImpressionsHeld(db: Db, { subject, isHeld }: { readonly subject: string; readonly isHeld: boolean }): Promise<void> {
  await db.impression.updateMany({ where: { subject }, data: { isHeld } });
}

export async function deleteImpressionsBefore(db: Db, { at }: { readonly at: Date }): Promise<number> {
  return (await db.impression.deleteMany({ where: { at: { lt: at } } })).count;
}

export type ShownKey = { readonly day: string; readonly surface: string; readonly model: string; readonly position: number };

export async function addShown(db: Db, rows: readonly (ShownKey & { readonly shown: number })[]): Promise<void> {
  for (const { day, surface, model, position, shown } of rows) {
    await db.$executeRaw`insert into "ShownCount" (day, surface, model, position, shown) values (${day}::date, ${surface}, ${model}, ${position}, ${BigInt(shown)})
      on conflict (day, surface, model, position) do update set shown = "ShownCount".shown + excluded.shown`;
  }
}

export type RateRow = { model: string; arm: string; surface: string; shown: bigint; clicked: bigint; saved: bigint; bought: bigint };

/** What became of what was shown since, by model, arm and surface. */
export function countRates(db: Db, { since }: { readonly since: Date }): Promise<RateRow[]> {
  return db.$queryRaw`
    select model, arm, surface, count(*) as shown, count("clickedAt") as clicked, count("savedAt") as saved, count("boughtAt") as bought
    from "Impression" where at >= ${since} and not "isHeld" group by 1, 2, 3 order by 1, 2, 3`;
}

export function countByPosition(db: Db, { since }: { readonly since: Date }): Promise<{ position: number; shown: bigint; clicked: bigint }[]> {
  return db.$queryRaw`select position, count(*) as shown, count("clickedAt") as clicked from "Impression" where at >= ${since} and not "isHeld" group by 1 order by 1`;
}

/** Lists without a person in them, by day and model. */
export function countShown(db: Db, { since }: { readonly since: Date }): Promise<{ model: string; surface: string; shown: bigint }[]> {
  return db.$queryRaw`select model, surface, sum(shown)::bigint as shown from "ShownCount" where day >= ${since}::date group by 1, 2 order by 1, 2`;
}

/** Of each person in an experiment: her arm, her lists, and how many of them she opened something from. People are independent of each other, their lists are not. */
export function countByPerson(db: Db, { since, until }: { readonly since: Date; readonly until: Date }): Promise<{ arm: string; lists: bigint; clicked: bigint }[]> {
  return db.$queryRaw`
    select arm, count(*) as lists, count(*) filter (where clicks > 0) as clicked from (
      select subject, arm, "listId", count("clickedAt") as clicks, min(at) as at from "Impression" where arm <> '' and not "isHeld" and at >= ${since} and at < ${until} group by 1, 2, 3
    ) lists group by subject, arm order by min(at), subject`;
}
