import { record, type AuditEntry } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { bundledNotices, formerWordings } from './core/notice-texts';
import { noticeHash } from './notice-hash';
import { findNotice, insertNotice } from './store';

/**
 * Publishes the texts that come with the code and are not published yet. The second time there is nothing to do.
 * @throws Error when a published text is neither the bundled one of the same version nor an earlier wording of it: that needs a new version.
 */
export async function publishBundledNotices(ctx: Context): Promise<Result<{ publishedCount: number }>> {
  if (ctx.actor.kind !== 'system') return refuse('not-allowed');
  return ctx.db.$transaction(async (tx) => {
    const published: AuditEntry[] = [];
    for (const notice of bundledNotices) {
      const sha256 = noticeHash(notice);
      const known = await findNotice(tx, notice);
      if (known && known.sha256 !== sha256 && !formerWordings.has(known.sha256)) throw new Error(`Notice ${notice.code} ${notice.version} ${notice.locale} is published with another text: give it a new version`);
      if (known) continue;
      await insertNotice(tx, { ...notice, sha256, publishedAt: ctx.now() });
      published.push({ action: 'notice.published', objectType: 'notice', objectId: `${notice.code}/${notice.version}/${notice.locale}`, detail: { sha256 } });
    }
    for (const entry of published) await record(tx, ctx, entry);
    return ok({ publishedCount: published.length });
  });
}
