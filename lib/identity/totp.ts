import { randomBytes } from 'node:crypto';
import { record } from '@/lib/audit';
import { requireStepUp, type Context, type Db } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { recoveryCodeCount, recoveryCodeOf } from './core/recovery-code';
import { matchTotp, secretOf, totpAddress } from './core/totp';
import { decryptEmail } from './field-keys';
import { forgetPoints, takePoint } from './rate-limits';
import type { ConfirmTotpInput } from './schema';
import { openTotp, recoveryMacs, sealTotp } from './second-factor';
import { getAccountForSignIn } from './store/accounts';
import { replaceRecoveryCodes } from './store/factors';
import { getIdentity, writeIdentity } from './store/identities';
import { revokeSessions, writeStepUp } from './store/sessions';
import { writeToOwner } from './write-to-owner';

/** A new secret for an authenticator app. It counts once a first code of it was right. */
export async function startTotp(ctx: Context): Promise<Result<{ secret: string; address: string }>> {
  const who = requireStepUp(ctx);
  if (!who.ok) return who;
  const { accountId } = who.value;
  const secret = secretOf(new Uint8Array(randomBytes(20)));
  const { emailCipher } = await getAccountForSignIn(ctx.db, { accountId });
  await writeIdentity(ctx.db, { accountId, totpPendingCipher: sealTotp('totpPending', accountId, secret) });
  return ok({ secret, address: totpAddress(secret, decryptEmail(emailCipher, accountId)) });
}

/** The first right code: from now on a password asks for one. Every other session ends. The recovery codes are shown this once. */
export async function confirmTotp(ctx: Context, { code }: ConfirmTotpInput): Promise<Result<{ recoveryCodes: readonly string[] }>> {
  const who = requireStepUp(ctx);
  if (!who.ok) return who;
  const { accountId, sessionId } = who.value;
  const seconds = await takePoint(ctx.db, 'second-factor', accountId);
  if (seconds !== null) return refuse('too-many-attempts', { params: { seconds } });
  const at = ctx.now();
  return ctx.db.$transaction(async (tx) => {
    const { totpPendingCipher } = await getIdentity(tx, { accountId });
    if (totpPendingCipher === null) return refuse('enrolment-not-started');
    const secret = openTotp('totpPending', accountId, totpPendingCipher);
    const step = matchTotp({ secret, code: code.replace(/\s/g, ''), now: at, lastStep: null });
    if (step === null) return refuse('second-factor-wrong', { field: 'code' });
    await writeIdentity(tx, { accountId, totpCipher: sealTotp('totp', accountId, secret), totpPendingCipher: null, totpLastStep: step });
    await forgetPoints(tx, 'second-factor', accountId);
    const recoveryCodes = await newRecoveryCodes(tx, accountId);
    await revokeSessions(tx, { accountId, exceptId: sessionId, at });
    await writeStepUp(tx, { sessionId, at, isStrong: true });
    await writeToOwner(tx, await getAccountForSignIn(tx, { accountId }), { mail: { kind: 'factor-changed' }, at });
    await record(tx, ctx, { action: 'factor.totp-added', objectType: 'account', objectId: '' });
    return ok({ recoveryCodes });
  });
}

export async function removeTotp(ctx: Context): Promise<Result<null>> {
  const who = requireStepUp(ctx);
  if (!who.ok) return who;
  const { accountId } = who.value;
  await ctx.db.$transaction(async (tx) => {
    await writeIdentity(tx, { accountId, totpCipher: null, totpPendingCipher: null, totpLastStep: null });
    await replaceRecoveryCodes(tx, { accountId, codeMacs: [] });
    await writeToOwner(tx, await getAccountForSignIn(tx, { accountId }), { mail: { kind: 'factor-changed' }, at: ctx.now() });
    await record(tx, ctx, { action: 'factor.totp-removed', objectType: 'account', objectId: '' });
  });
  return ok(null);
}

/** Ten new ones; those before are worth nothing. */
export async function renewRecoveryCodes(ctx: Context): Promise<Result<{ recoveryCodes: readonly string[] }>> {
  const who = requireStepUp(ctx);
  if (!who.ok) return who;
  const { accountId } = who.value;
  return ctx.db.$transaction(async (tx) => {
    const account = await getAccountForSignIn(tx, { accountId });
    if (account.totpCipher === null) return refuse('enrolment-not-started');
    const recoveryCodes = await newRecoveryCodes(tx, accountId);
    await writeToOwner(tx, account, { mail: { kind: 'factor-changed' }, at: ctx.now() });
    await record(tx, ctx, { action: 'factor.recovery-renewed', objectType: 'account', objectId: '' });
    return ok({ recoveryCodes });
  });
}

async function newRecoveryCodes(tx: Db, accountId: string): Promise<readonly string[]> {
  const codes: string[] = [];
  while (codes.length < recoveryCodeCount) {
    const code = recoveryCodeOf(randomBytes(32));
    if (code !== null) codes.push(code);
  }
  await replaceRecoveryCodes(tx, { accountId, codeMacs: codes.map((code) => recoveryMacs(accountId, code)[0]) });
  return codes;
}
