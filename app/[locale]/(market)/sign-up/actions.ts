'use server';

import { signUpUnderNotice } from '@/lib/consent';
import { signUpUnderNoticeInput } from '@/lib/consent/schema';
import type { SignedUp } from '@/lib/identity';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';

const run = defineAction({ input: signUpUnderNoticeInput, run: signUpUnderNotice });

export async function signUpAction(input: unknown): Promise<Result<SignedUp>> {
  return run(input);
}
