import { record } from '@/lib/audit';
import { requireRole, requireStepUp, type Context } from '@/lib/db';
import { pseudonym } from '@/lib/shared/pseudonym';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { decryptEmail } from './field-keys';
import { takePoint } from './rate-limits';
import { resolvePseudonym } from './resolve-pseudonym';
import type { RevealInput } from './schema';
import { findAccountForAdministrators } from './store/accounts';
import { writeToOwner } from './write-to-owner';

/**
 * Shows an administrator whose a pseudonym is: for a reason, after a fresh proof of who asks. The person is told by mail and sees it on her
 * security page; without the audit row nothing is shown.
 */
export async function revealIdentity(ctx: Context, { person, reason }: RevealInput): Promise<Result<{ email: string }>> {
  const role = requireRole(ctx, 'ADMIN');
  if (!role.ok) return role;
  const who = requireStepUp(ctx);
  if (!who.ok) return who;
  const seconds = await takePoint(ctx.db, 'reveal-account', who.value.accountId);
  if (seconds !== null) return refuse('too-many-attempts', { params: { seconds } });
  const accountId = await resolvePseudonym(ctx.db, { purpose: 'admin', value: person });
  if (accountId === null) return refuse('not-found');
  return ctx.db.$transaction(async (tx) => {
    const account = await findAccountForAdministrators(tx, { accountId });
    if (account === null || account.emailCipher === null) return refuse('not-found');
    const { emailCipher } = account;
    const email = decryptEmail(emailCipher, accountId);
    await writeToOwner(tx, { ...account, emailCipher }, { mail: { kind: 'identity-revealed', reason }, at: ctx.now() });
    await record(tx, ctx, { action: 'identity.revealed', objectType: 'account', objectId: pseudonym('audit', accountId), detail: { reason } });
    return ok({ email });
  });
}
