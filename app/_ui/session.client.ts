'use client';

import { signIn, signOut } from 'next-auth/react';
import { refusalCodes, type Refusal } from '@/lib/shared/refusal';

type SignInAnswer = { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal };

/** Signs in without leaving the page. @throws when the server can't be reached. */
export function signInWith({ email, password, code }: { readonly email: string; readonly password: string; readonly code?: string }): Promise<SignInAnswer> {
  return submit('credentials', { email, password, ...(code === undefined ? {} : { code }) });
}

/** `answer` is what the passkey said to our question. */
export function signInWithPasskey(answer: unknown): Promise<SignInAnswer> {
  return submit('passkey', { answer: JSON.stringify(answer) });
}

async function submit(provider: 'credentials' | 'passkey', fields: Readonly<Record<string, string>>): Promise<SignInAnswer> {
  const answer = await signIn(provider, { ...fields, redirect: false });
  if (!answer?.error) return { ok: true };
  const [text = '', seconds] = answer.error.split(':');
  const code = refusalCodes.find((known) => known === text) ?? 'credentials-wrong';
  return { ok: false, refusal: seconds === undefined ? { code } : { code, params: { seconds: Number(seconds) } } };
}

export async function signOutHere(): Promise<void> {
  await signOut({ redirect: false });
}
