import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { toAccountId } from '@/lib/shared/ids';
import { pseudonym } from '@/lib/shared/pseudonym';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { AnswerRightInput } from './schema';
import { sealWords } from './sealed-words';
import { setLimit } from './set-limit';
import { closeRequest, lockRequest } from './store';
import { writeRightsMail } from './write-rights-mail';

/** An administrator answers: what was done, or why not. A refusal lets go on what the request had stopped; the person reads the reason and where to complain. */
export async function answerRight(ctx: Context, { requestId, isGranted, answer }: AnswerRightInput): Promise<Result<null>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  return ctx.db.$transaction(async (tx) => {
    const request = await lockRequest(tx, { requestId });
    if (!request) return refuse('not-found');
    if (request.state !== 'OPEN') return refuse('right-answered');
    const accountId = toAccountId(request.accountId);
    const answerCipher = await sealWords(tx, { accountId, requestId, field: 'answer', text: answer });
    await closeRequest(tx, { requestId, state: isGranted ? 'GRANTED' : 'REFUSED', answerCipher, answeredBy: pseudonym('audit', who.value.accountId), answeredAt: ctx.now() });
    if (!isGranted) await setLimit(tx, { accountId, right: request.kind, isLimited: false, at: ctx.now() });
    await writeRightsMail(tx, { accountId, requestId, mail: { kind: isGranted ? 'granted' : 'refused', right: request.kind, answer }, at: ctx.now() });
    await record(tx, ctx, { action: 'rights.answered', objectType: 'rights', objectId: requestId, outcome: isGranted ? 'ok' : 'refused', detail: { kind: request.kind }, personal: { about: accountId, fields: { answer } } });
    return ok(null);
  });
}
