'use server';

import { changeRole, changeStatus, revealIdentity } from '@/lib/identity';
import { changeRoleInput, changeStatusInput, revealInput } from '@/lib/identity/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';

const runReveal = defineAction({ input: revealInput, run: revealIdentity });
const runRole = defineAction({ input: changeRoleInput, run: changeRole });
const runStatus = defineAction({ input: changeStatusInput, run: changeStatus });

export async function revealIdentityAction(input: unknown): Promise<Result<{ readonly email: string }>> {
  return runReveal(input);
}

export async function changeRoleAction(input: unknown): Promise<Result<null>> {
  return runRole(input);
}

export async function changeStatusAction(input: unknown): Promise<Result<null>> {
  return runStatus(input);
}
