import { verifyRegistrationResponse } from '@simplewebauthn/server';
import { record } from '@/lib/audit';
import { isUniqueViolation, requireStepUp, type Context } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { maxPasskeys } from './ask-passkey';
import { relyingParty } from './relying-party';
import type { AddPasskeyInput } from './schema';
import { getAccountForSignIn } from './store/accounts';
import { insertPasskey, listPasskeys } from './store/factors';
import { writeStepUp } from './store/sessions';
import { takeChallenge } from './store/tokens';
import { writeToOwner } from './write-to-owner';

/** Keeps a passkey that was made for our question. From now on it alone opens the account, and this session counts as opened with it. */
export async function addPasskey(ctx: Context, { challengeId, name, response }: AddPasskeyInput): Promise<Result<null>> {
  const who = requireStepUp(ctx);
  if (!who.ok) return who;
  const { accountId, sessionId } = who.value;
  const expectedChallenge = await takeChallenge(ctx.db, { id: challengeId, purpose: 'new-passkey', accountId, now: ctx.now() });
  if (expectedChallenge === null) return refuse('enrolment-not-started');
  const { id, origin } = relyingParty();
  const verdict = await verifyRegistrationResponse({
    response: { ...response, clientExtensionResults: {}, type: 'public-key' }, expectedChallenge, expectedOrigin: origin, expectedRPID: id, requireUserVerification: true,
  }).catch(() => null);
  if (verdict?.verified !== true) return refuse('passkey-refused');
  const { credential } = verdict.registrationInfo;
  const at = ctx.now();
  try {
    return await ctx.db.$transaction(async (tx) => {
      if ((await listPasskeys(tx, { accountId })).length >= maxPasskeys) return refuse('passkeys-full');
      await insertPasskey(tx, { accountId, credentialId: credential.id, publicKey: credential.publicKey, counter: BigInt(credential.counter), transports: response.response.transports ?? [], name, createdAt: at });
      await writeStepUp(tx, { sessionId, at, isStrong: true });
      await writeToOwner(tx, await getAccountForSignIn(tx, { accountId }), { mail: { kind: 'factor-changed' }, at });
      await record(tx, ctx, { action: 'factor.passkey-added', objectType: 'account', objectId: '' });
      return ok(null);
    });
  } catch (error) {
    if (isUniqueViolation(error)) return refuse('passkey-refused');
    throw error;
  }
}
