import { randomUUID } from 'node:crypto';
import { getReceipt, record } from '@/lib/audit';
import { eraseBehaviour } from '@/lib/behaviour';
import type { Context } from '@/lib/db';
import { eraseUploads, removeErasedBytes, removeUploadsOf } from '@/lib/datasets';
import { siteAddress } from '@/lib/env';
import { eraseIdentity, requireSignIn, requireStepUp } from '@/lib/identity';
import { completeFarewell } from '@/lib/mail';
import { giveUpHoldings } from '@/lib/orders';
import { pseudonym } from '@/lib/shared/pseudonym';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { erasedMail } from './core/rights-mail';
import type { Erased, EraseInput } from './schema';
import { blankOwnWords, hasAccount, insertRequest, lockPerson, withdrawOpen } from './store';

/** Backups older than this are deleted by the operator; until then a restored one would hold the wrapped key again. */
export const keyRetentionDays = 30;

/** Thrown so that what was done before is undone. */
class NotErased extends Error {
  constructor(readonly code: 'last-administrator' | 'erase-losses-changed' | 'sign-in-needed') { super(code); }
}

/**
 * Erases the person who asks, after a fresh proof that it is she: her account, her ways in and her key are destroyed in one transaction, so whatever was sealed for
 * her can never be read again while every hash of the log stays right. What she uploaded and never put on sale goes, rows and bytes. Orders stay, under a tombstone. Money and running subscriptions are given up only as she was told
 * and agreed; the proof of it says how much, and is the last thing this account receives.
 */
export async function eraseSelf(ctx: Context, { confirmation, walletMinor, sellerBalanceMinor, subscriptionCount }: EraseInput): Promise<Result<Erased>> {
  const signedIn = requireSignIn(ctx);
  if (!signedIn.ok) return signedIn;
  const who = requireStepUp(ctx);
  if (!who.ok) return who;
  if (!['ERASE', '删除'].includes(confirmation)) return refuse('erase-not-confirmed', { field: 'confirmation' });
  const { accountId } = who.value;
  const [requestId, at, site] = [randomUUID(), ctx.now(), siteAddress()];
  try {
    const { tombstone, letter, orphans } = await ctx.db.$transaction(async (tx) => {
      // Pressed twice, the second waits here, and then there is nobody left who could be erased.
      await lockPerson(tx, { accountId });
      if (!(await hasAccount(tx, { accountId }))) throw new NotErased('sign-in-needed');
      const lost = await giveUpHoldings(tx, { accountId, at });
      if (lost.walletMinor !== walletMinor || lost.sellerBalanceMinor !== sellerBalanceMinor || lost.subscriptions.length !== subscriptionCount) throw new NotErased('erase-losses-changed');
      await eraseBehaviour(tx, { accountId, at });
      await blankOwnWords(tx, { accountId });
      const bytes = await eraseUploads(tx, { accountId });
      await withdrawOpen(tx, { accountId, at });
      await insertRequest(tx, { id: requestId, accountId, kind: 'ERASURE', state: 'GRANTED', statementCipher: null, openedAt: at, dueAt: at, answeredAt: at });
      const done = await eraseIdentity(tx, { accountId, at, farewell: (locale) => erasedMail(locale, { requestId, receipt: null, site }) });
      if (!done) throw new NotErased('last-administrator');
      const name = pseudonym('admin', done.tombstone);
      await record(tx, ctx, { action: 'subject.erased', objectType: 'subject', objectId: requestId, detail: { tombstone: name, keyRetentionDays, walletMinor, sellerBalanceMinor, currency: lost.currency, subscriptionCount } });
      return { tombstone: name, letter: done.letter, orphans: bytes };
    }, { timeout: 120_000, maxWait: 30_000 });
    // After the commit: a folder has no rollback. What fails here is swept within two days.
    await removeUploadsOf(accountId).catch(() => 0);
    await removeErasedBytes(ctx.db, orphans).catch(() => undefined);
    // She is erased, and that is what she is told: a log that can't be signed now costs her the proof and nothing else.
    const proof = await getReceipt(ctx, { action: 'subject.erased', objectId: requestId }).then((answer) => (answer.ok ? answer.value : null), () => null);
    if (letter && proof) await completeFarewell(ctx.db, { mailId: letter.mailId, text: erasedMail(letter.locale, { requestId, receipt: JSON.stringify(proof), site }).text }).catch(() => undefined);
    return ok({ requestId, tombstone, isMailed: letter !== null, receipt: proof });
  } catch (error) {
    if (error instanceof NotErased) return refuse(error.code);
    throw error;
  }
}
