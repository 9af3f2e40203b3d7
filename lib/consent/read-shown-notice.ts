import type { Db } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { readNoticeToken, type ShownNotice } from './notice-token';
import { findNewestVersion, findNotice } from './store';

/** The notice that the server itself signed as shown, when it is still the newest one and its text is what was signed. */
export async function readShownNotice(db: Db, token: string, now: Date): Promise<Result<ShownNotice>> {
  const shown = readNoticeToken(token, now);
  if (!shown) return refuse('notice-outdated', { field: 'noticeToken' });
  const [version, notice] = [await findNewestVersion(db, { code: shown.code }), await findNotice(db, shown)];
  return shown.version === version && notice?.sha256 === shown.sha256 ? ok(shown) : refuse('notice-outdated', { field: 'noticeToken' });
}
