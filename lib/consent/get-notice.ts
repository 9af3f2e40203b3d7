import type { Context } from '@/lib/db';
import { isLocale } from '@/lib/shared/locale';
import { consentSubject } from './consent-subject';
import { signNoticeToken } from './notice-token';
import type { NoticeView } from './schema';
import { findNewestNotice, findNotice as findStored } from './store';

type Reading = Pick<Context, 'db' | 'actor' | 'now'>;

/** The newest privacy notice in the reader's language, with the token that proves it was shown to her. @throws when none is published. */
export async function getNotice(ctx: Reading & Pick<Context, 'locale'>): Promise<NoticeView> {
  const notice = await findNewestNotice(ctx.db, { code: 'privacy', locale: ctx.locale });
  if (!notice) throw new Error('No privacy notice is published: run the set-up');
  return toView(ctx, notice);
}

/** A published text stays readable for ever, in the version somebody agreed to. */
export async function findNotice(ctx: Reading, key: { readonly code: string; readonly version: number; readonly locale: string }): Promise<NoticeView | null> {
  const notice = await findStored(ctx.db, key);
  return notice && toView(ctx, notice);
}

function toView(ctx: Reading, notice: NonNullable<Awaited<ReturnType<typeof findStored>>>): NoticeView {
  const locale = isLocale(notice.locale) ? notice.locale : 'en';
  return { ...notice, locale, publishedAt: notice.publishedAt.toISOString(), token: signNoticeToken({ ...notice, locale }, { reader: consentSubject(ctx), at: ctx.now() }) };
}
