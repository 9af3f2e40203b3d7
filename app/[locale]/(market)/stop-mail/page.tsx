import type { Metadata } from 'next';
import { stopDigestInput } from '@/lib/behaviour/schema';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { Alert } from '@/app/_ui/alert';
import { PageHeader } from '@/app/_ui/page-header';
import { stopDigestAction } from './actions';
import { StopMail } from './stop-mail.client';

type PageProps = { readonly params: LocaleParams; readonly searchParams: Promise<{ readonly token?: string | string[] }> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'lists.digest')('stop'), robots: { index: false } };
}

/** Reading the page stops nothing: mail scanners open every address. One press does. */
export default async function StopMailPage({ params, searchParams }: PageProps) {
  const locale = await readLocale(params);
  const parsed = stopDigestInput.safeParse({ token: (await searchParams).token });
  const t = translator(locale, 'lists.digest');
  return (
    <div className="page-width max-w-xl pt-10">
      <PageHeader title={t('stop')} lead={t('stopBody')} />
      {parsed.success ? <Messages locale={locale} namespaces={['lists.digest', 'common.unexpected', 'refusals']}><StopMail token={parsed.data.token} action={stopDigestAction} /></Messages> : <Alert tone="bad" title={t('badLink')}>{t('badLinkBody')}</Alert>}
    </div>
  );
}
