import type { Metadata } from 'next';
import { getConsentState, getNotice } from '@/lib/consent';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requestContext } from '@/app/_server/request-context';
import { Alert } from '@/app/_ui/alert';
import { Card, CardHeader } from '@/app/_ui/card';
import { PrivacyChoices } from '@/app/_ui/consent/privacy-choices.client';
import { formatDate } from '@/app/_ui/format';
import { PageHeader } from '@/app/_ui/page-header';

type PrivacyPageProps = { readonly params: LocaleParams };

export async function generateMetadata({ params }: PrivacyPageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'market.privacy')('title') };
}

export default async function PrivacyPage({ params }: PrivacyPageProps) {
  const locale = await readLocale(params);
  const context = await requestContext(locale);
  const [notice, state] = await Promise.all([getNotice(context), getConsentState(context)]);
  const t = translator(locale, 'market.privacy');
  const common = translator(locale, 'common.consent');
  const who = translator(locale, 'notice.who');
  return (
    <div className="page-width pt-10">
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className="grid gap-10 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="space-y-5 lg:order-last">
          <Card as="section" labelledBy="choices">
            <CardHeader id="choices" title={t('choices')} lead={t('choicesLead')} />
            {context.hasGpcSignal ? <Alert tone="info" className="mb-5">{common('gpc')}</Alert> : null}
            <Messages locale={locale} namespaces={['common.purpose', 'common.consent']}>
              <PrivacyChoices locale={locale} noticeToken={notice.token} initial={state} />
            </Messages>
          </Card>
          <Card as="section" labelledBy="pseudonym">
            <CardHeader id="pseudonym" title={who('title')} />
            <p className="text-sm text-ink-soft">{who('pseudonym')}</p>
            <p className="mt-2 text-sm text-ink-soft">{who('key')}</p>
          </Card>
          <Card as="section" labelledBy="gpc">
            <CardHeader id="gpc" title={t('gpcTitle')} />
            <p className="text-sm text-ink-soft">{t('gpcBody')}</p>
          </Card>
        </div>
        <section aria-labelledby="notice" className="min-w-0">
          <h2 id="notice" className="text-xl font-semibold">{notice.title}</h2>
          <p className="mt-1 text-sm text-ink-faint">{common('version', { version: notice.version, date: formatDate(notice.publishedAt, locale) })}</p>
          <div className="mt-5 max-w-prose space-y-4 text-ink-soft">
            {notice.body.split(/\n{2,}/).map((paragraph, index) => <p key={index} className="whitespace-pre-line">{paragraph}</p>)}
          </div>
          <p className="mt-8 border-t border-line pt-4 text-xs text-ink-faint">{t('checksum')} <span className="font-mono break-all">{notice.sha256}</span></p>
        </section>
      </div>
    </div>
  );
}
