import { record } from '@/lib/audit';
import { requireStepUp, type Context } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { RemovePasskeyInput } from './schema';
import { getAccountForSignIn } from './store/accounts';
import { deletePasskey } from './store/factors';
import { writeToOwner } from './write-to-owner';

export async function removePasskey(ctx: Context, { id }: RemovePasskeyInput): Promise<Result<null>> {
  const who = requireStepUp(ctx);
  if (!who.ok) return who;
  const { accountId } = who.value;
  return ctx.db.$transaction(async (tx) => {
    if ((await deletePasskey(tx, { id, accountId })) === 0) return refuse('not-found');
    await writeToOwner(tx, await getAccountForSignIn(tx, { accountId }), { mail: { kind: 'factor-changed' }, at: ctx.now() });
    await record(tx, ctx, { action: 'factor.passkey-removed', objectType: 'account', objectId: '' });
    return ok(null);
  });
}
