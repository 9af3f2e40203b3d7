import { record } from '@/lib/audit';
import { requireRole, type Context } from '@/lib/db';
import { pseudonym } from '@/lib/shared/pseudonym';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { toContestView } from './open-contest';
import type { AnswerContestInput, ContestView } from './schema';
import { answerOpen, contestExists, countOpenContests, listAllContests } from './store-contests';

/** The answer of a human, with its reason: once. */
export async function answerContest(ctx: Context, { contestId, state, answer }: AnswerContestInput): Promise<Result<null>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  return ctx.db.$transaction(async (tx) => {
    const isAnswered = await answerOpen(tx, { contestId, state, answer, answeredBy: pseudonym('audit', who.value.accountId), answeredAt: ctx.now() });
    if (!isAnswered) return refuse((await contestExists(tx, { contestId })) ? 'contest-answered' : 'not-found');
    await record(tx, ctx, { action: 'contest.answered', objectType: 'contest', objectId: contestId, detail: { state } });
    return ok(null);
  });
}

export async function listContests(ctx: Context): Promise<Result<readonly ContestView[]>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  return ok((await listAllContests(ctx.db, { take: 100 })).flatMap((row) => toContestView(row, ctx.now())));
}

/** How many wait for an answer, and how many of them for longer than was promised. */
export async function countContests(ctx: Context): Promise<Result<{ readonly openCount: number; readonly overdueCount: number }>> {
  const who = requireRole(ctx, 'ADMIN');
  return who.ok ? ok(await countOpenContests(ctx.db, { now: ctx.now() })) : who;
}
