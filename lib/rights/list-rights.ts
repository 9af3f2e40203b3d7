import { getReceipt, record } from '@/lib/audit';
import type { Receipt } from '@/lib/audit/schema';
import type { Context } from '@/lib/db';
import { requireRole, requireSignIn } from '@/lib/identity';
import { toPage } from '@/lib/shared/page';
import { formatCursor, parseCursor } from '@/lib/shared/page-cursor';
import { pseudonym } from '@/lib/shared/pseudonym';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { agesOf } from './core/due';
import type { OwnRightsRequest, RightsFigures, RightsQueueInput, RightsQueueRow, RightsRequestIdInput } from './schema';
import { openWords } from './sealed-words';
import { countQueue, findOwnRequest, listQueue, listRequestsOf } from './store';

export async function listOwnRights(ctx: Context): Promise<Result<readonly OwnRightsRequest[]>> {
  const who = requireSignIn(ctx);
  if (!who.ok) return who;
  const { accountId } = who.value;
  return ok(await Promise.all((await listRequestsOf(ctx.db, { accountId, take: 100 })).map(async (row) => ({
    id: row.id, kind: row.kind, state: row.state, openedAt: row.openedAt.toISOString(), dueAt: row.dueAt.toISOString(), answeredAt: row.answeredAt?.toISOString() ?? null,
    isOverdue: row.state === 'OPEN' && row.dueAt < ctx.now(),
    statement: (await openWords(ctx.db, { accountId, requestId: row.id, field: 'statement', sealed: row.statementCipher })) ?? '',
    answer: (await openWords(ctx.db, { accountId, requestId: row.id, field: 'answer', sealed: row.answerCipher })) ?? '',
  }))));
}

/** The queue, what is due first. Auditors see that something was written, not what. Looking is recorded. */
export async function listRightsQueue(ctx: Context, input: RightsQueueInput): Promise<Result<{ items: readonly RightsQueueRow[]; nextCursor: string | null; figures: RightsFigures }>> {
  const who = requireRole(ctx, 'ADMIN', 'AUDITOR');
  if (!who.ok) return who;
  const before = input.cursor === undefined ? null : parseCursor(input.cursor);
  if (input.cursor !== undefined && before === null) return refuse('input-invalid', { field: 'cursor' });
  const mayRead = ctx.actor.kind === 'account' && ctx.actor.roles.includes('ADMIN');
  const rows = toPage(await listQueue(ctx.db, { ...input, before }), input.size, { item: (row) => row, cursor: (row) => formatCursor({ at: row.dueAt, id: row.id }) });
  const words = (row: (typeof rows.items)[number], field: 'statement' | 'answer', sealed: string | null) => (mayRead ? openWords(ctx.db, { accountId: row.accountId, requestId: row.id, field, sealed }) : Promise.resolve(null));
  const items = await Promise.all(rows.items.map(async (row): Promise<RightsQueueRow> => ({
    id: row.id, person: pseudonym('admin', row.accountId), kind: row.kind, state: row.state, openedAt: row.openedAt.toISOString(), dueAt: row.dueAt.toISOString(), answeredAt: row.answeredAt?.toISOString() ?? null,
    ...agesOf(row, ctx.now()), statement: await words(row, 'statement', row.statementCipher), answer: await words(row, 'answer', row.answerCipher),
  })));
  const figures = await countQueue(ctx.db, { now: ctx.now() });
  await record(ctx.db, ctx, { action: 'admin.read-rights', objectType: 'rights', objectId: '', detail: { state: input.state ?? null, kind: input.kind ?? null } });
  return ok({ items, nextCursor: rows.nextCursor, figures });
}

/** How many requests wait, and how many of them for longer than the law allows: numbers only, so nothing is recorded. */
export async function countRights(ctx: Context): Promise<Result<{ readonly openCount: number; readonly overdueCount: number }>> {
  const who = requireRole(ctx, 'ADMIN', 'AUDITOR');
  if (!who.ok) return who;
  const { open, overdue } = await countQueue(ctx.db, { now: ctx.now() });
  return ok({ openCount: open, overdueCount: overdue });
}

/** The proof that what was asked, and then its answer, stand in the signed log. For the person herself. */
export async function getRightsReceipt(ctx: Context, { requestId }: RightsRequestIdInput): Promise<Result<Receipt>> {
  const who = requireSignIn(ctx);
  if (!who.ok) return who;
  const request = await findOwnRequest(ctx.db, { requestId, accountId: who.value.accountId });
  if (!request) return refuse('not-found');
  const answered = request.kind === 'ACCESS' ? 'subject.exported' : 'rights.answered';
  return getReceipt(ctx, { action: request.state === 'OPEN' ? 'rights.requested' : request.state === 'WITHDRAWN' ? 'rights.withdrawn' : answered, objectId: requestId });
}
