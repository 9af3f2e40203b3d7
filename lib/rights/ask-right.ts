import { randomUUID } from 'node:crypto';
import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { requireSignIn } from '@/lib/identity';
import { pseudonym } from '@/lib/shared/pseudonym';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { dueOf } from './core/due';
import { limitOf } from './core/limit-of';
import type { AskRightInput, RightsRequestIdInput } from './schema';
import { sealWords } from './sealed-words';
import { setLimit } from './set-limit';
import { closeRequest, findOwnRequest, hasOpen, insertRequest, lockPerson, lockRequest } from './store';
import { writeRightsMail } from './write-rights-mail';

/**
 * Asks for something that a person must answer, within thirty days. Restriction and objection count at once: from the next request on nothing optional
 * happens, and it stays so unless an administrator refuses with a reason.
 */
export async function askRight(ctx: Context, { kind, statement }: AskRightInput): Promise<Result<{ readonly requestId: string; readonly dueAt: string }>> {
  const who = requireSignIn(ctx);
  if (!who.ok) return who;
  const { accountId } = who.value;
  const [requestId, openedAt] = [randomUUID(), ctx.now()];
  return ctx.db.$transaction(async (tx) => {
    await lockPerson(tx, { accountId });
    if (await hasOpen(tx, { accountId, kind })) return refuse('right-asked-already');
    const statementCipher = await sealWords(tx, { accountId, requestId, field: 'statement', text: statement });
    const dueAt = dueOf(openedAt);
    await insertRequest(tx, { id: requestId, accountId, kind, state: 'OPEN', statementCipher, openedAt, dueAt, answeredAt: null });
    await setLimit(tx, { accountId, right: kind, isLimited: true, at: openedAt });
    await writeRightsMail(tx, { accountId, requestId, mail: { kind: 'asked', right: kind, dueAt }, at: openedAt });
    await record(tx, ctx, { action: 'rights.requested', objectType: 'rights', objectId: requestId, detail: { kind, dueAt: dueAt.toISOString() } });
    return ok({ requestId, dueAt: dueAt.toISOString() });
  });
}

/** The person takes a request back, open or granted; what it had stopped goes on as her consents say. */
export async function withdrawRight(ctx: Context, { requestId }: RightsRequestIdInput): Promise<Result<null>> {
  const who = requireSignIn(ctx);
  if (!who.ok) return who;
  const { accountId } = who.value;
  return ctx.db.$transaction(async (tx) => {
    await lockRequest(tx, { requestId });
    const request = await findOwnRequest(tx, { requestId, accountId });
    if (!request) return refuse('not-found');
    if (request.state !== 'OPEN' && !(request.state === 'GRANTED' && limitOf(request.kind) !== null)) return refuse('right-answered');
    await closeRequest(tx, { requestId, state: 'WITHDRAWN', answerCipher: request.answerCipher, answeredBy: pseudonym('audit', accountId), answeredAt: ctx.now() });
    await setLimit(tx, { accountId, right: request.kind, isLimited: false, at: ctx.now() });
    await writeRightsMail(tx, { accountId, requestId, mail: { kind: 'withdrawn', right: request.kind }, at: ctx.now() });
    await record(tx, ctx, { action: 'rights.withdrawn', objectType: 'rights', objectId: requestId, detail: { kind: request.kind } });
    return ok(null);
  });
}
