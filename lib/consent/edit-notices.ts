import { record } from '@/lib/audit';
import { requireRole, type Context, type Db } from '@/lib/db';
import { locales } from '@/lib/shared/locale';
import { ok, type Result } from '@/lib/shared/result';
import { checkDrafts } from './core/check-drafts';
import { diffWords } from './core/diff-words';
import { noticeHash } from './notice-hash';
import type { DraftView, NoticeSummary, SaveDraftInput, StudioView } from './schema';
import { countAnswersByVersion, findNewestNotice, findNewestVersion, listDrafts, listNotices, writeDraft } from './store';

const code = 'privacy';

/** Everything an administrator needs to write the next notice: the drafts beside what is published, what keeps them from publication, and every version so far. */
export async function getNoticeStudio(ctx: Context): Promise<Result<StudioView>> {
  const who = requireRole(ctx, 'ADMIN', 'AUDITOR');
  if (!who.ok) return who;
  const [{ drafts, faults }, newest, notices, answers] = [await readDrafts(ctx.db), await findNewestVersion(ctx.db, { code }), await listNotices(ctx.db, { code }), await countAnswersByVersion(ctx.db, { code })];
  const versions = [...new Set(notices.map((notice) => notice.version))].map((version): NoticeSummary => {
    const own = notices.filter((notice) => notice.version === version);
    return {
      code, version, isMaterial: own.some((notice) => notice.isMaterial), publishedAt: own[0]?.publishedAt.toISOString() ?? '', answeredCount: answers.get(version) ?? 0,
      locales: own.map(({ locale, title, sha256 }) => ({ locale, title, sha256 })),
    };
  });
  await record(ctx.db, ctx, { action: 'admin.read-notices', objectType: 'notice', objectId: code });
  return ok({ newest, drafts, faults, versions });
}

/** A language nobody has touched has the published text as its draft. */
export async function readDrafts(db: Db) {
  const kept = await listDrafts(db, { code });
  const published = await Promise.all(locales.map(async (locale) => ({ locale, ...((await findNewestNotice(db, { code, locale })) ?? { title: '', body: '' }) })));
  const drafts = published.map(({ locale, title, body }): DraftView => {
    const own = kept.find((draft) => draft.locale === locale);
    const text = { title: own?.title ?? title, body: own?.body ?? body };
    return { locale: locale === 'zh' ? 'zh' : 'en', ...text, sha256: noticeHash(text), isChanged: text.title !== title || text.body !== body, updatedAt: own?.updatedAt.toISOString() ?? null, diff: diffWords(`${title}\n\n${body}`, `${text.title}\n\n${text.body}`) };
  });
  return { drafts, faults: checkDrafts(drafts, published.map(({ locale, title, body }) => ({ locale: locale === 'zh' ? ('zh' as const) : ('en' as const), title, body }))) };
}

/** Keeps what is being written. Nobody but administrators sees it until it is published. */
export async function saveDraft(ctx: Context, input: SaveDraftInput): Promise<Result<null>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  const text = { title: plain(input.title), body: plain(input.body) };
  return ctx.db.$transaction(async (tx) => {
    await writeDraft(tx, { code, locale: input.locale, ...text, updatedAt: ctx.now() });
    await record(tx, ctx, { action: 'notice.drafted', objectType: 'notice', objectId: `${code}/draft/${input.locale}`, detail: { sha256: noticeHash(text) } });
    return ok(null);
  });
}

/** One form of every text, whatever the browser sent: what is hashed is what is shown. */
function plain(text: string): string {
  return text.normalize('NFC').replaceAll(/\r\n?/g, '\n').replaceAll(/[^\S\n]+\n/g, '\n').trim();
}
