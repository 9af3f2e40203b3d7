import { randomUUID } from 'node:crypto';
import { getReceipt, record } from '@/lib/audit';
import { eraseBehaviour } from '@/lib/behaviour';
import type { Context } from '@/lib/db';
import { eraseIdentity, requireSignIn, requireStepUp } from '@/lib/identity';
import { pseudonym } from '@/lib/shared/pseudonym';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { Erased, EraseInput } from './schema';
import { blankOwnWords, insertRequest } from './store';

/** Backups older than this are deleted by the operator; until then a restored one would hold the wrapped key again. */
export const keyRetentionDays = 30;

/** The last administrator stays: thrown so that what was done before is undone. */
class LastAdministrator extends Error {}

/**
 * Erases the person who asks, after a fresh proof that it is she: her account, her ways in and her key are destroyed in one transaction, so whatever was sealed for
 * her can never be read again while every hash of the log stays right. Orders stay, under a tombstone. She gets the proof of it, the last thing this account receives.
 */
export async function eraseSelf(ctx: Context, { confirmation }: EraseInput): Promise<Result<Erased>> {
  const signedIn = requireSignIn(ctx);
  if (!signedIn.ok) return signedIn;
  const who = requireStepUp(ctx);
  if (!who.ok) return who;
  if (!['ERASE', '删除'].includes(confirmation)) return refuse('erase-not-confirmed', { field: 'confirmation' });
  const { accountId } = who.value;
  const [requestId, at] = [randomUUID(), ctx.now()];
  try {
    const tombstone = await ctx.db.$transaction(async (tx) => {
      await eraseBehaviour(tx, { accountId, at: ctx.now() });
      await blankOwnWords(tx, { accountId });
      await insertRequest(tx, { id: requestId, accountId, kind: 'ERASURE', state: 'GRANTED', statementCipher: null, openedAt: at, dueAt: at, answeredAt: at });
      const done = await eraseIdentity(tx, { accountId, at });
      if (!done) throw new LastAdministrator();
      const name = pseudonym('admin', done.tombstone);
      await record(tx, ctx, { action: 'subject.erased', objectType: 'subject', objectId: requestId, detail: { tombstone: name, keyRetentionDays } });
      return name;
    }, { timeout: 120_000, maxWait: 30_000 });
    const receipt = await getReceipt(ctx, { action: 'subject.erased', objectId: requestId });
    return ok({ requestId, tombstone, receipt: receipt.ok ? receipt.value : null });
  } catch (error) {
    if (error instanceof LastAdministrator) return refuse('last-administrator');
    throw error;
  }
}
