import { record } from '@/lib/audit';
import type { Context, Db } from '@/lib/db';
import { toAccountId } from '@/lib/shared/ids';
import { pseudonyms } from '@/lib/shared/pseudonym';
import { deviceLabel } from './core/device-label';
import { absoluteSeconds } from './core/session-rules';
import { hashSessionToken, newSessionToken } from './session-token';
import type { SignInAccount } from './store/accounts';
import { findDevicePast, insertSession } from './store/sessions';
import { writeToOwner } from './write-to-owner';

type Owner = Pick<SignInAccount, 'id' | 'roles' | 'emailCipher' | 'locale'>;

/** A new session under a new token, never one that a client brought. Signing in is a fresh proof, too. A browser unlike those before is told by mail. From where and with what somebody signed in is sealed for her. */
export async function startSession(tx: Db, ctx: Context, { account, isStrong }: { readonly account: Owner; readonly isStrong: boolean }): Promise<{ token: string; sessionId: string }> {
  const at = ctx.now();
  const accountId = toAccountId(account.id);
  const token = newSessionToken();
  const label = deviceLabel(ctx.userAgent ?? '');
  const deviceMarks = pseudonyms('device', label, account.id);
  const past = await findDevicePast(tx, { accountId, deviceMarks });
  const sessionId = await insertSession(tx, {
    accountId, tokenHash: hashSessionToken(token), createdAt: at, lastSeenAt: at, expiresAt: new Date(at.getTime() + absoluteSeconds * 1000), isStrong, steppedUpAt: at, deviceLabel: label, deviceMark: deviceMarks[0],
  });
  const own = { ...ctx, actor: { kind: 'account' as const, accountId, sessionId, roles: account.roles } };
  const isNewDevice = past.hasAny && !past.hasThis;
  if (isNewDevice) await writeToOwner(tx, account, { mail: { kind: 'new-device', device: label || '?', at: `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC` }, at });
  await record(tx, own, { action: isNewDevice ? 'session.new-device' : 'session.opened', objectType: 'session', objectId: sessionId, detail: { isStrong }, personal: { about: accountId, fields: { device: label || '?', address: ctx.address ?? '' } } });
  return { token, sessionId };
}
