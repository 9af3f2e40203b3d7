import { record } from '@/lib/audit';
import { requireRole, type Context } from '@/lib/db';
import { toPage } from '@/lib/shared/page';
import { ok, type Result } from '@/lib/shared/result';
import { hasMailServer } from './has-mail-server';
import type { MailRow, OutboxInput } from './schema';
import { unseal } from './sealed-text';
import { listMail } from './store';

/** What was written to people and what became of it. Reading it is itself written down. */
export async function listOutbox(ctx: Context, input: OutboxInput): Promise<Result<{ items: readonly MailRow[]; nextCursor: string | null }>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  const rows = await listMail(ctx.db, input);
  await record(ctx.db, ctx, { action: 'admin.read-outbox', objectType: 'outbox', objectId: '', detail: { state: input.state ?? null } });
  return ok(toPage(rows, input.size, { item: toRow, cursor: (row) => `${row.createdAt.toISOString()} ${row.id}` }));
}

function toRow({ recipientCipher, subjectCipher, bodyCipher, createdAt, sentAt, ...row }: Awaited<ReturnType<typeof listMail>>[number]): MailRow {
  return {
    ...row, recipient: mask(unseal(recipientCipher, { mailId: row.id, field: 'recipient' })), subject: unseal(subjectCipher, { mailId: row.id, field: 'subject' }), text: withoutSecrets(unseal(bodyCipher, { mailId: row.id, field: 'body' })),
    createdAt: createdAt.toISOString(), sentAt: sentAt?.toISOString() ?? null,
  };
}

/** `d…@example.org` */
function mask(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 1 ? '…' : `${address.slice(0, 1)}…${address.slice(at)}`;
}

/** What a link proves is for its reader alone. Only where no server delivers it must an administrator pass it on. */
function withoutSecrets(text: string): string {
  return hasMailServer() ? text.replace(/#[\w-]{43}/g, '#…') : text;
}
