import type { Metadata } from 'next';
import Link from 'next/link';
import { getOwnAccount } from '@/lib/identity';
import type { AccountView } from '@/lib/identity/schema';
import type { Locale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { Badge } from '@/app/_ui/badge';
import { Card, CardHeader } from '@/app/_ui/card';
import { DemoBadge } from '@/app/_ui/console/demo-badge';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { PageHeader } from '@/app/_ui/page-header';
import { SignOutButton } from './_parts/sign-out-button.client';

type PageProps = { readonly params: LocaleParams };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'account.overview')('title') };
}

export default async function AccountPage({ params }: PageProps) {
  const locale = await readLocale(params);
  const ctx = await requireContext(locale);
  const account = await getOwnAccount(ctx);
  const t = translator(locale, 'account.overview');
  return (
    <Messages locale={locale} namespaces={['account.overview', 'common.close', 'common.cancel', 'common.unexpected', 'refusals']}>
      <PageHeader title={t('title')} lead={t('lead')} actions={<SignOutButton locale={locale} />} />
      <div className="space-y-8">
        <Card as="section" labelledBy="you">
          <CardHeader id="you" title={t('you')} />
          <Facts locale={locale} account={valueOrNotFound(account)} />
        </Card>
        <p className="text-sm"><Link href={`/${locale}/account/security`} className="text-link inline-flex min-h-6 items-center">{t('sessions')}</Link></p>
      </div>
    </Messages>
  );
}

function Facts({ locale, account }: { readonly locale: Locale; readonly account: AccountView }) {
  const t = translator(locale, 'account.overview');
  const common = translator(locale, 'common.role');
  const box = 'grid gap-1 py-3 sm:grid-cols-[10rem_minmax(0,1fr)] sm:gap-6';
  return (
    <dl className="-my-3 divide-y divide-line text-sm">
      <div className={box}>
        <dt className="text-ink-soft">{t('email')}</dt>
        <dd><span className="font-medium break-all">{account.email}</span> <DemoBadge isDemo={account.isDemo} locale={locale} /><span className="block text-xs text-ink-faint">{t('emailHint')}</span></dd>
      </div>
      <div className={box}>
        <dt className="text-ink-soft">{t('roles')}</dt>
        <dd className="flex flex-wrap gap-1.5">{account.roles.map((role) => <Badge key={role} tone={role === 'ADMIN' ? 'info' : 'neutral'}>{common(role)}</Badge>)}</dd>
      </div>
      <div className={box}>
        <dt className="text-ink-soft">{t('sellsAs')}</dt>
        {account.seller ? (
          <dd><span className="font-medium">{account.seller.name}</span><Link href={`/${locale}/sellers/${account.seller.slug}`} className="text-link ml-3 inline-flex min-h-6 items-center">{t('sellerPage')}</Link></dd>
        ) : (
          <dd>{t('notSeller')} <Link href={`/${locale}/sell`} className="text-link inline-flex min-h-6 items-center">{t('becomeSeller')}</Link></dd>
        )}
      </div>
    </dl>
  );
}
