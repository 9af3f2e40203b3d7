import { record } from '@/lib/audit';
import { requireRole, requireStepUp, type Context } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { readDrafts } from './edit-notices';
import type { PublishNoticeInput } from './schema';
import { deleteDrafts, findNewestVersion, insertNotice, lockNotices } from './store';

const code = 'privacy';

/**
 * Publishes the drafts of both languages as the next version, for ever. They must be what the administrator previewed, and she proves afresh who she is.
 * A material version asks everybody again; a correction of words does not.
 */
export async function publishNotice(ctx: Context, { isMaterial, sha256 }: PublishNoticeInput): Promise<Result<{ readonly version: number }>> {
  const role = requireRole(ctx, 'ADMIN');
  if (!role.ok) return role;
  const who = requireStepUp(ctx);
  if (!who.ok) return who;
  return ctx.db.$transaction(async (tx) => {
    await lockNotices(tx);
    const { drafts, faults } = await readDrafts(tx);
    const [fault] = faults;
    if (fault) return refuse(fault.code, { field: fault.locale });
    if (drafts.some((draft) => draft.sha256 !== sha256[draft.locale])) return refuse('notice-outdated', { field: 'sha256' });
    const version = (await findNewestVersion(tx, { code })) + 1;
    for (const { locale, title, body, sha256: hash } of drafts) await insertNotice(tx, { code, version, locale, title, body, sha256: hash, isMaterial, publishedAt: ctx.now() });
    await deleteDrafts(tx, { code });
    await record(tx, ctx, { action: 'notice.published', objectType: 'notice', objectId: `${code}/${version}`, detail: { isMaterial, en: sha256.en, zh: sha256.zh } });
    return ok({ version });
  });
}
