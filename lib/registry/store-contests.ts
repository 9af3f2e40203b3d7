import type { Db } from '@/lib/db';
import type { ContestKind } from './schema';

const fields = { id: true, kind: true, objectId: true, statement: true, state: true, answer: true, openedAt: true, dueAt: true, answeredAt: true } as const;

export async function insertContest(db: Db, contest: { readonly accountId: string; readonly kind: ContestKind; readonly objectId: string; readonly statement: string; readonly openedAt: Date; readonly dueAt: Date }): Promise<string> {
  return (await db.contest.create({ data: contest, select: { id: true } })).id;
}

export function listContestsOf(db: Db, { accountId, take }: { readonly accountId: string; readonly take: number }) {
  return db.contest.findMany({ where: { accountId }, orderBy: [{ openedAt: 'desc' }, { id: 'asc' }], take, select: fields });
}

export function countOpenOf(db: Db, { accountId }: { readonly accountId: string }): Promise<number> {
  return db.contest.count({ where: { accountId, state: 'OPEN' } });
}

/** The open ones first, those due soonest at the top. */
export function listAllContests(db: Db, { take }: { readonly take: number }) {
  return db.contest.findMany({ orderBy: [{ state: 'asc' }, { dueAt: 'asc' }, { id: 'asc' }], take, select: fields });
}

export async function countOpenContests(db: Db, { now }: { readonly now: Date }): Promise<{ openCount: number; overdueCount: number }> {
  const [row] = await db.$queryRaw<{ open: bigint; overdue: bigint }[]>`select count(*) as open, count(*) filter (where "dueAt" < ${now}) as overdue from "Contest" where state = 'OPEN'`;
  return { openCount: Number(row?.open ?? 0n), overdueCount: Number(row?.overdue ?? 0n) };
}

/** False when it is not there or was answered already. */
export async function answerOpen(db: Db, { contestId, ...answer }: { readonly contestId: string; readonly state: 'UPHELD' | 'CHANGED'; readonly answer: string; readonly answeredBy: string; readonly answeredAt: Date }): Promise<boolean> {
  return (await db.contest.updateMany({ where: { id: contestId, state: 'OPEN' }, data: answer })).count === 1;
}

export async function contestExists(db: Db, { contestId }: { readonly contestId: string }): Promise<boolean> {
  return (await db.contest.count({ where: { id: contestId } })) === 1;
}
