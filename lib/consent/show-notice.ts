import { record } from '@/lib/audit';
import type { Context, Db } from '@/lib/db';
import { requireRole, requireSignIn } from '@/lib/identity';
import { pseudonyms } from '@/lib/shared/pseudonym';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { ShownNotice } from './notice-token';
import { readShownNotice } from './read-shown-notice';
import type { NoticeShownView, ShowNoticeInput } from './schema';
import { findCoveringVersion, findShownVersion, insertNoticeShown, listNoticesShown } from './store';

/** Writes down that the notice was put before the person, as the token from our server proves. Under an old or foreign token nothing is kept. */
export async function showNotice(ctx: Context, { noticeToken, surface }: ShowNoticeInput): Promise<Result<null>> {
  const who = requireSignIn(ctx);
  if (!who.ok) return who;
  return ctx.db.$transaction(async (tx) => {
    const shown = await readShownNotice(tx, ctx, noticeToken);
    if (!shown.ok) return shown;
    const isNew = await writeShown(tx, { accountId: who.value.accountId, shown: shown.value, surface, at: ctx.now() });
    if (isNew) await record(tx, ctx, { action: 'notice.shown', objectType: 'notice', objectId: `${shown.value.code}/${shown.value.version}`, detail: { locale: shown.value.locale, sha256: shown.value.sha256, surface } });
    return ok(null);
  });
}

type Shown = { readonly accountId: string; readonly shown: ShownNotice; readonly surface: string; readonly at: Date };

/** False when this version was shown to her before. */
export function writeShown(tx: Db, { accountId, shown: { code, version, locale, sha256 }, surface, at }: Shown): Promise<boolean> {
  return insertNoticeShown(tx, { subjects: pseudonyms('consent', accountId), code, version, locale, sha256, surface, at });
}

/**
 * Before a purchase and an upload: has this person the role, and was the notice that covers today shown to her? By a token when she signed up, when she
 * chose, or since. Where none is published nobody can be shown one, and no page sells anything.
 */
export async function requireInformed(ctx: Pick<Context, 'db' | 'actor'>, role: 'BUYER' | 'SELLER'): Promise<ReturnType<typeof requireRole>> {
  const who = requireRole(ctx, role);
  if (!who.ok) return who;
  return (await hasSeenNotice(ctx)) ? who : refuse('notice-needed', { field: 'noticeToken' });
}

export async function hasSeenNotice({ db, actor }: Pick<Context, 'db' | 'actor'>): Promise<boolean> {
  if (actor.kind !== 'account') return false;
  const covering = await findCoveringVersion(db, { code: 'privacy' });
  return covering === 0 || (await findShownVersion(db, { subjects: pseudonyms('consent', actor.accountId), code: 'privacy' })) >= covering;
}

/** Which notices were put before the person, where and when; newest first. */
export async function getOwnNotices(ctx: Pick<Context, 'db' | 'actor'>): Promise<Result<readonly NoticeShownView[]>> {
  const who = requireSignIn(ctx);
  if (!who.ok) return who;
  return ok((await listNoticesShown(ctx.db, { subjects: pseudonyms('consent', who.value.accountId) })).map((row) => ({ ...row, at: row.at.toISOString() })));
}
