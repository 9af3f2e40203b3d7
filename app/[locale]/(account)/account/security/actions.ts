'use server';

import { toString } from 'qrcode';
import { z } from 'zod';
import { addPasskey, askEmailConfirmation, changeEmail, changePassword, confirmTotp, endOtherSessions, removePasskey, removeTotp, renewRecoveryCodes, startTotp } from '@/lib/identity';
import { addPasskeyInput, changeEmailInput, changePasswordInput, confirmTotpInput, removePasskeyInput } from '@/lib/identity/schema';
import { ok, type Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';
import { writeSessionCookie } from '@/app/_server/session-cookie';

const nothing = z.strictObject({});
const runPassword = defineAction({ input: changePasswordInput, run: changePassword });
const runEmail = defineAction({ input: changeEmailInput, run: changeEmail });
const runConfirmation = defineAction({ input: nothing, run: askEmailConfirmation });
const runStartTotp = defineAction({ input: nothing, run: startTotp });
const runConfirmTotp = defineAction({ input: confirmTotpInput, run: confirmTotp });
const runRemoveTotp = defineAction({ input: nothing, run: removeTotp });
const runRenew = defineAction({ input: nothing, run: renewRecoveryCodes });
const runAddPasskey = defineAction({ input: addPasskeyInput, run: addPasskey });
const runRemovePasskey = defineAction({ input: removePasskeyInput, run: removePasskey });
const runEndOthers = defineAction({ input: nothing, run: endOtherSessions });

/** The session goes on under a new token, which only the cookie learns. */
export async function changePasswordAction(input: unknown): Promise<Result<null>> {
  const result = await runPassword(input);
  if (!result.ok) return result;
  await writeSessionCookie(result.value.sessionToken);
  return ok(null);
}

export async function changeEmailAction(input: unknown): Promise<Result<null>> {
  return runEmail(input);
}

export async function askEmailConfirmationAction(input: unknown): Promise<Result<null>> {
  return runConfirmation(input);
}

/** The picture is drawn here: no page needs to know how. */
export async function startTotpAction(input: unknown): Promise<Result<{ readonly secret: string; readonly picture: string }>> {
  const result = await runStartTotp(input);
  if (!result.ok) return result;
  const svg = await toString(result.value.address, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' });
  return ok({ secret: result.value.secret, picture: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}` });
}

export async function confirmTotpAction(input: unknown): Promise<Result<{ readonly recoveryCodes: readonly string[] }>> {
  return runConfirmTotp(input);
}

export async function removeTotpAction(input: unknown): Promise<Result<null>> {
  return runRemoveTotp(input);
}

export async function renewRecoveryCodesAction(input: unknown): Promise<Result<{ readonly recoveryCodes: readonly string[] }>> {
  return runRenew(input);
}

export async function addPasskeyAction(input: unknown): Promise<Result<null>> {
  return runAddPasskey(input);
}

export async function removePasskeyAction(input: unknown): Promise<Result<null>> {
  return runRemovePasskey(input);
}

export async function endOtherSessionsAction(input: unknown): Promise<Result<{ readonly count: number }>> {
  return runEndOthers(input);
}
