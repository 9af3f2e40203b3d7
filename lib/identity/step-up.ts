import { record } from '@/lib/audit';
import type { Context, Db } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { answerPasskey } from './answer-passkey';
import { matchesPassword } from './passwords';
import { forgetPoints, takePoint } from './rate-limits';
import { requireSignIn } from './require-sign-in';
import type { StepUpInput } from './schema';
import { spendCode } from './second-factor';
import { getAccountForSignIn } from './store/accounts';
import { writeStepUp } from './store/sessions';

/** Proves again who is there: with a passkey, or with the password and, where the account has an authenticator app, a code. Counts five minutes, in this session alone. */
export async function stepUp(ctx: Context, input: StepUpInput): Promise<Result<null>> {
  const who = requireSignIn(ctx);
  if (!who.ok) return who;
  const { accountId, sessionId } = who.value;
  const seconds = await takePoint(ctx.db, 'step-up', accountId);
  if (seconds !== null) return refuse('too-many-attempts', { params: { seconds } });
  const proof = 'passkey' in input ? await checkPasskey(ctx, accountId, input.passkey) : await checkPassword(ctx, accountId, input);
  const written = proof.ok ? await write(ctx, sessionId, proof.value) : proof;
  if (!written.ok) {
    if (written.refusal.code !== 'second-factor-needed' && written.refusal.code !== 'too-many-attempts') await record(ctx.db, ctx, { action: 'session.step-up-refused', objectType: 'session', objectId: sessionId, outcome: 'refused' });
    return written;
  }
  await forgetPoints(ctx.db, 'step-up', accountId);
  return ok(null);
}

/** Null: spent already. A code is spent with what it opens, or not at all. */
type Spend = (tx: Db) => Promise<'password' | 'totp' | 'recovery' | 'passkey' | null>;
type Proof = Result<Spend>;

function write(ctx: Context, sessionId: string, spend: Spend): Promise<Result<null>> {
  return ctx.db.$transaction(async (tx) => {
    const kind = await spend(tx);
    if (kind === null) return refuse('second-factor-wrong', { field: 'code' });
    const isStrong = kind !== 'password';
    await writeStepUp(tx, { sessionId, at: ctx.now(), isStrong });
    await record(tx, ctx, { action: 'session.stepped-up', objectType: 'session', objectId: sessionId, detail: { isStrong } });
    if (kind === 'recovery') await record(tx, ctx, { action: 'factor.recovery-used', objectType: 'account', objectId: '' });
    return ok(null);
  });
}

async function checkPasskey(ctx: Context, accountId: string, answer: Extract<StepUpInput, { passkey: unknown }>['passkey']): Promise<Proof> {
  const passkey = await answerPasskey(ctx, { purpose: 'step-up', accountId, answer });
  return passkey?.accountId === accountId ? ok(() => Promise.resolve('passkey' as const)) : refuse('passkey-refused');
}

async function checkPassword(ctx: Context, accountId: string, { password, code }: Extract<StepUpInput, { password: string }>): Promise<Proof> {
  const account = await getAccountForSignIn(ctx.db, { accountId });
  const isRight = await matchesPassword(password, account.passwordHash);
  if (isRight === null) return refuse('too-many-attempts', { params: { seconds: 5 } });
  if (!isRight) return refuse('credentials-wrong', { field: 'password' });
  if (account.totpCipher === null) return ok(() => Promise.resolve('password' as const));
  if (code === undefined || code.trim() === '') return refuse('second-factor-needed', { field: 'code' });
  return ok((tx: Db) => spendCode(tx, account, { code, at: ctx.now() }));
}
