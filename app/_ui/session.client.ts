'use client';

import { signIn, signOut } from 'next-auth/react';
import { refusalCodes, type Refusal } from '@/lib/shared/refusal';

type SignInAnswer = { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal };

/** Signs in without leaving the page. @throws when the server can't be reached. */
export async function signInWith({ email, password }: { readonly email: string; readonly password: string }): Promise<SignInAnswer> {
  const answer = await signIn('credentials', { email, password, redirect: false });
  if (!answer?.error) return { ok: true };
  const [text = '', seconds] = answer.error.split(':');
  const code = refusalCodes.find((known) => known === text) ?? 'credentials-wrong';
  return { ok: false, refusal: seconds === undefined ? { code } : { code, params: { seconds: Number(seconds) } } };
}

export async function signOutHere(): Promise<void> {
  await signOut({ redirect: false });
}
