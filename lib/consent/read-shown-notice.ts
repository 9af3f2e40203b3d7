import type { Context, Db } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { consentSubjects } from './consent-subject';
import { readNoticeToken, type ShownNotice } from './notice-token';
import { findNewestVersion, findNotice } from './store';

/**
 * The notice that the server itself signed as shown to this very person, when it is still the newest one and its text is what was signed. A visitor gets her cookie
 * with her first choice, so what was shown to somebody without one counts for a visitor, and never for somebody signed in.
 */
export async function readShownNotice(db: Db, ctx: Pick<Context, 'actor' | 'now'>, token: string): Promise<Result<ShownNotice>> {
  const readers = ctx.actor.kind === 'visitor' ? [...consentSubjects(ctx), null] : consentSubjects(ctx);
  const shown = ctx.actor.kind === 'system' ? null : readNoticeToken(token, { readers, now: ctx.now() });
  if (!shown) return refuse('notice-outdated', { field: 'noticeToken' });
  const [version, notice] = [await findNewestVersion(db, { code: shown.code }), await findNotice(db, shown)];
  return shown.version === version && notice?.sha256 === shown.sha256 ? ok(shown) : refuse('notice-outdated', { field: 'noticeToken' });
}
