import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import type { Context } from '@/lib/db';
import { relyingParty } from './relying-party';
import type { PasskeyAnswer } from './schema';
import { findPasskey, usePasskey } from './store/factors';
import { takeChallenge } from './store/tokens';

type Question = { readonly purpose: 'sign-in' | 'step-up'; readonly accountId: string | null; readonly answer: PasskeyAnswer };

/** The passkey that answered our question, or null. The question is used up either way, so an answer can't be played again. */
export async function answerPasskey(ctx: Context, { purpose, accountId, answer: { challengeId, response } }: Question) {
  const expectedChallenge = await takeChallenge(ctx.db, { id: challengeId, purpose, accountId, now: ctx.now() });
  const passkey = await findPasskey(ctx.db, { credentialId: response.id });
  if (expectedChallenge === null || !passkey) return null;
  const { id, origin } = relyingParty();
  const verdict = await verifyAuthenticationResponse({
    response: { ...response, clientExtensionResults: {}, type: 'public-key' }, expectedChallenge, expectedOrigin: origin, expectedRPID: id, requireUserVerification: true,
    credential: { id: passkey.credentialId, publicKey: passkey.publicKey, counter: Number(passkey.counter) },
  }).catch(() => null);
  if (verdict?.verified !== true) return null;
  const isFresh = await usePasskey(ctx.db, { id: passkey.id, counter: BigInt(verdict.authenticationInfo.newCounter), at: ctx.now() });
  return isFresh ? passkey : null;
}
