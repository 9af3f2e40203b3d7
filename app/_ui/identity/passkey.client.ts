'use client';

import { startAuthentication, startRegistration } from '@simplewebauthn/browser';
import type { PasskeyCreation, PasskeyRequest } from '@/lib/identity/schema';
import { postJson, type Posted } from './post-json.client';

type Answer = { readonly challengeId: string; readonly response: unknown };

/** The answer of a passkey, or null when the person turned away. */
export async function answerWithPasskey(purpose: 'sign-in' | 'step-up'): Promise<Posted<Answer> | null> {
  const asked = await postJson<PasskeyRequest>('/api/passkeys', { purpose });
  if (!asked.ok) return asked;
  try {
    return { ok: true, value: { challengeId: asked.value.challengeId, response: await startAuthentication({ optionsJSON: asked.value.options }) } };
  } catch {
    return null;
  }
}

export async function makePasskey(asked: PasskeyCreation): Promise<Answer | null> {
  try {
    return { challengeId: asked.challengeId, response: await startRegistration({ optionsJSON: asked.options }) };
  } catch {
    return null;
  }
}
