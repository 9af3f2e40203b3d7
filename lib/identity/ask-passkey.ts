import { randomUUID } from 'node:crypto';
import { generateAuthenticationOptions, generateRegistrationOptions } from '@simplewebauthn/server';
import { requireStepUp, type Context } from '@/lib/db';
import { pseudonym } from '@/lib/shared/pseudonym';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { decryptEmail } from './field-keys';
import { takePoint } from './rate-limits';
import { relyingParty } from './relying-party';
import { requireSignIn } from './require-sign-in';
import type { PasskeyCreation, PasskeyRequest } from './schema';
import { getAccount } from './store/accounts';
import { listPasskeys } from './store/factors';
import { insertChallenge } from './store/tokens';

const lifetimeMilliseconds = 5 * 60_000;

/** A question any passkey of this exchange may answer: who it is, the passkey says. Nothing about anybody is asked or told. */
export async function askSignInPasskey(ctx: Context): Promise<Result<PasskeyRequest>> {
  const seconds = await takePoint(ctx.db, 'passkey-address', ctx.address ?? randomUUID());
  if (seconds !== null) return refuse('too-many-attempts', { params: { seconds } });
  const options = await generateAuthenticationOptions({ rpID: relyingParty().id, userVerification: 'required' });
  return ok({ challengeId: await keep(ctx, { purpose: 'sign-in', accountId: null, challenge: options.challenge }), options });
}

export async function askStepUpPasskey(ctx: Context): Promise<Result<PasskeyRequest>> {
  const who = requireSignIn(ctx);
  if (!who.ok) return who;
  const { accountId } = who.value;
  const allowCredentials = (await listPasskeys(ctx.db, { accountId })).map(({ credentialId, transports }) => ({ id: credentialId, transports }));
  if (allowCredentials.length === 0) return refuse('passkey-refused');
  const options = await generateAuthenticationOptions({ rpID: relyingParty().id, userVerification: 'required', allowCredentials });
  return ok({ challengeId: await keep(ctx, { purpose: 'step-up', accountId, challenge: options.challenge }), options });
}

export const maxPasskeys = 10;

/** The authenticator learns a keyed pseudonym as the user's handle, never one that a table has. */
export async function askNewPasskey(ctx: Context): Promise<Result<PasskeyCreation>> {
  const who = requireStepUp(ctx);
  if (!who.ok) return who;
  const { accountId } = who.value;
  const [account, known] = await Promise.all([getAccount(ctx.db, { accountId }), listPasskeys(ctx.db, { accountId })]);
  if (known.length >= maxPasskeys) return refuse('passkeys-full');
  const options = await generateRegistrationOptions({
    rpName: relyingParty().name, rpID: relyingParty().id, userName: decryptEmail(account.emailCipher, accountId), userID: new TextEncoder().encode(pseudonym('passkey', accountId)), attestationType: 'none',
    excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })), authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return ok({ challengeId: await keep(ctx, { purpose: 'new-passkey', accountId, challenge: options.challenge }), options });
}

function keep(ctx: Context, question: { readonly purpose: string; readonly accountId: string | null; readonly challenge: string }): Promise<string> {
  return insertChallenge(ctx.db, { ...question, expiresAt: new Date(ctx.now().getTime() + lifetimeMilliseconds) }, ctx.now());
}
