import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { requireSignIn } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { contestKinds, type ContestView, type OpenContestInput } from './schema';
import { countOpenOf, insertContest, listContestsOf } from './store-contests';

/** A person answers within so many days (PIPL Art. 24 and 50, GDPR Art. 22(3)). */
export const contestDays = 14;
const maxOpen = 20;
const dayMilliseconds = 86_400_000;

/** Somebody disagrees with a price suggestion, a risk label, a ranking or a block: a person will look at it and answer with a reason. */
export async function openContest(ctx: Context, { kind, objectId, statement }: OpenContestInput): Promise<Result<{ contestId: string; dueAt: string }>> {
  const who = requireSignIn(ctx);
  if (!who.ok) return who;
  const openedAt = ctx.now();
  const dueAt = new Date(openedAt.getTime() + contestDays * dayMilliseconds);
  return ctx.db.$transaction(async (tx) => {
    if ((await countOpenOf(tx, who.value)) >= maxOpen) return refuse('too-many-attempts', { params: { seconds: 86_400 } });
    const contestId = await insertContest(tx, { accountId: who.value.accountId, kind, objectId, statement, openedAt, dueAt });
    await record(tx, ctx, { action: 'contest.opened', objectType: 'contest', objectId: contestId, detail: { kind, about: objectId } });
    return ok({ contestId, dueAt: dueAt.toISOString() });
  });
}

export async function listOwnContests(ctx: Context): Promise<Result<readonly ContestView[]>> {
  const who = requireSignIn(ctx);
  if (!who.ok) return who;
  return ok((await listContestsOf(ctx.db, { accountId: who.value.accountId, take: 100 })).flatMap((row) => toContestView(row, ctx.now())));
}

export function toContestView(row: Awaited<ReturnType<typeof listContestsOf>>[number], now: Date): ContestView[] {
  const kind = contestKinds.find((name) => name === row.kind);
  return kind ? [{ ...row, kind, openedAt: row.openedAt.toISOString(), dueAt: row.dueAt.toISOString(), answeredAt: row.answeredAt?.toISOString() ?? null, isLate: row.state === 'OPEN' && row.dueAt < now }] : [];
}
