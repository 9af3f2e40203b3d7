import type { Context, Db } from '@/lib/db';
import { isLocale } from '@/lib/shared/locale';
import { signNoticeToken } from './notice-token';
import type { NoticeView } from './schema';
import { findNewestNotice, findNotice as findStored } from './store';

/** The newest privacy notice in the reader's language, with the token that proves it was shown. @throws when none is published. */
export async function getNotice(ctx: Pick<Context, 'db' | 'locale' | 'now'>): Promise<NoticeView> {
  const notice = await findNewestNotice(ctx.db, { code: 'privacy', locale: ctx.locale });
  if (!notice) throw new Error('No privacy notice is published: run the set-up');
  return toView(notice, ctx.now());
}

/** A published text stays readable for ever, in the version somebody agreed to. */
export async function findNotice(db: Db, key: { readonly code: string; readonly version: number; readonly locale: string }, now: Date): Promise<NoticeView | null> {
  const notice = await findStored(db, key);
  return notice && toView(notice, now);
}

function toView(notice: NonNullable<Awaited<ReturnType<typeof findStored>>>, now: Date): NoticeView {
  const locale = isLocale(notice.locale) ? notice.locale : 'en';
  return { ...notice, locale, publishedAt: notice.publishedAt.toISOString(), token: signNoticeToken({ ...notice, locale }, now) };
}
