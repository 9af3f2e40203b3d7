import { randomUUID } from 'node:crypto';
import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { toAccountId } from '@/lib/shared/ids';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { answerPasskey } from './answer-passkey';
import { needsVerifiedEmail } from './needs-verified-email';
import type { Opened } from './open-session';
import { takePoint } from './rate-limits';
import type { PasskeyAnswer } from './schema';
import { startSession } from './start-session';

/** Signs in with a passkey, which is two factors in one: the device, and what unlocks it. */
export async function openPasskeySession(ctx: Context, answer: PasskeyAnswer): Promise<Result<Opened>> {
  const seconds = await takePoint(ctx.db, 'passkey-address', ctx.address ?? randomUUID());
  if (seconds !== null) return refuse('too-many-attempts', { params: { seconds } });
  const passkey = await answerPasskey(ctx, { purpose: 'sign-in', accountId: null, answer });
  if (!passkey || passkey.account.status !== 'ACTIVE' || needsVerifiedEmail(passkey.account)) {
    await record(ctx.db, ctx, { action: 'session.refused', objectType: 'session', objectId: '', outcome: 'refused', detail: { reason: 'passkey-refused' } });
    return refuse('passkey-refused');
  }
  const { account } = passkey;
  const { token } = await ctx.db.$transaction((tx) => startSession(tx, ctx, { account, isStrong: true }));
  return ok({ accountId: toAccountId(account.id), sessionToken: token, roles: account.roles });
}
