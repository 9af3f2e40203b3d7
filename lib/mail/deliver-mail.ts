import { createTransport } from 'nodemailer';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { unseal } from './sealed-text';
import { farewellKind } from './queue-farewell';
import { claimDue, deleteMail, deleteMailBefore, markMail } from './store';

const batch = 20;
const minute = 60_000;
/** After the first, second … failure; after the last it has failed. */
const backOffMinutes = [1, 5, 30, 120, 720] as const;
const keptDays = 30;

/**
 * Sends what is due through the operator's mail server. Without one (SMTP_URL) mail stays in the outbox, where administrators read it. A mail
 * goes out once unless a process dies between sending and noting it.
 */
export async function deliverMail(ctx: Pick<Context, 'db' | 'now'>): Promise<{ readonly sent: number; readonly failed: number }> {
  const { SMTP_URL: server, MAIL_FROM: from } = env();
  const now = ctx.now();
  await deleteMailBefore(ctx.db, { at: new Date(now.getTime() - keptDays * 24 * 60 * minute) });
  if (server === undefined) return { sent: 0, failed: 0 };
  const transport = createTransport(server, { from, disableFileAccess: true, disableUrlAccess: true });
  const counts = { sent: 0, failed: 0 };
  try {
    for (const { id, kind, recipientCipher, subjectCipher, bodyCipher, attempts } of await claimDue(ctx.db, { now, until: new Date(now.getTime() + 15 * minute), take: batch })) {
      const fault = await transport.sendMail({
        to: unseal(recipientCipher, { mailId: id, field: 'recipient' }), subject: unseal(subjectCipher, { mailId: id, field: 'subject' }), text: unseal(bodyCipher, { mailId: id, field: 'body' }), messageId: `<${id}@databourse>`,
      }).then(() => null, (error: unknown) => faultOf(error));
      const wait = backOffMinutes[attempts - 1];
      const state = fault === null ? 'SENT' : wait === undefined ? 'FAILED' : 'WAITING';
      // The last trace of somebody who is gone: it goes with the letter, or with the hope of delivering it.
      if (kind === farewellKind && state !== 'WAITING') await deleteMail(ctx.db, { ids: [id] });
      else await markMail(ctx.db, { id, state, fault: fault ?? '', dueAt: new Date(now.getTime() + (wait ?? 0) * minute), sentAt: fault === null ? now : null });
      counts[fault === null ? 'sent' : 'failed'] += 1;
    }
  } finally {
    transport.close();
  }
  return counts;
}

/** The server's code and nothing it said: it may repeat the address. */
function faultOf(error: unknown): string {
  const facts = typeof error === 'object' && error !== null ? (error as { readonly code?: unknown; readonly responseCode?: unknown }) : {};
  return [facts.code, facts.responseCode].filter((part) => typeof part === 'string' || typeof part === 'number').join(' ') || 'unknown';
}
