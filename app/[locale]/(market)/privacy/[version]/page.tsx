import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { findNotice, getNotice } from '@/lib/consent';
import { readLocale } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requestContext } from '@/app/_server/request-context';
import { Alert } from '@/app/_ui/alert';
import { formatDate } from '@/app/_ui/format';
import { PageHeader } from '@/app/_ui/page-header';

type PageProps = { readonly params: Promise<{ readonly locale: string; readonly version: string }> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'trust.notice')('title', { version: (await params).version }) };
}

/** Any notice somebody may have agreed to, for ever, with the hash that stands in her receipt. */
export default async function NoticeVersionPage({ params }: PageProps) {
  const locale = await readLocale(params);
  const { version } = await params;
  if (!/^[1-9]\d{0,5}$/.test(version)) return notFound();
  const ctx = await requestContext(locale);
  const [notice, present] = await Promise.all([findNotice(ctx, { code: 'privacy', version: Number(version), locale }), getNotice(ctx)]);
  if (!notice) return notFound();
  const [t, common] = [translator(locale, 'trust.notice'), translator(locale, 'common.consent')];
  const isPresent = present.version === notice.version;
  return (
    <div className="page-width pt-10">
      <PageHeader title={t('title', { version: notice.version })} lead={common('version', { version: notice.version, date: formatDate(notice.publishedAt, locale) })} />
      <Alert tone={isPresent ? 'good' : 'info'} className="max-w-prose">{isPresent ? t('current') : t('old')} {isPresent ? null : <Link href={`/${locale}/privacy`} className="text-link">{t('present')}</Link>}</Alert>
      <h2 className="mt-8 text-xl font-semibold">{notice.title}</h2>
      <div className="mt-5 max-w-prose space-y-4 text-ink-soft">{notice.body.split(/\n{2,}/).map((paragraph, index) => <p key={index} className="whitespace-pre-line">{paragraph}</p>)}</div>
      <p className="mt-8 border-t border-line pt-4 text-xs text-ink-faint">{t('hash')} <span className="font-mono break-all">{notice.sha256}</span> · <a href={`/api/notices/privacy/${notice.version}?locale=${locale}`} className="text-link">{t('json')}</a></p>
    </div>
  );
}
