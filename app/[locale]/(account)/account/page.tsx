import type { Metadata } from 'next';
import Link from 'next/link';
import { getOwnAccount, listSessions } from '@/lib/identity';
import type { AccountView, SessionView } from '@/lib/identity/schema';
import type { Locale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { Badge } from '@/app/_ui/badge';
import { Card, CardHeader } from '@/app/_ui/card';
import { DemoBadge } from '@/app/_ui/console/demo-badge';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { DataTable, type Column } from '@/app/_ui/data-table';
import { formatDateTime } from '@/app/_ui/format';
import { PageHeader } from '@/app/_ui/page-header';
import { EndSession } from './_parts/end-session.client';
import { SignOutButton } from './_parts/sign-out-button.client';
import { revokeSessionAction } from './actions';

type PageProps = { readonly params: LocaleParams };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'account.overview')('title') };
}

export default async function AccountPage({ params }: PageProps) {
  const locale = await readLocale(params);
  const ctx = await requireContext(locale);
  const [account, sessions] = await Promise.all([getOwnAccount(ctx), listSessions(ctx)]);
  const t = translator(locale, 'account.overview');
  return (
    <Messages locale={locale} namespaces={['account.overview', 'common.close', 'common.cancel', 'common.unexpected', 'refusals']}>
      <PageHeader title={t('title')} lead={t('lead')} actions={<SignOutButton locale={locale} />} />
      <div className="space-y-8">
        <Card as="section" labelledBy="you">
          <CardHeader id="you" title={t('you')} />
          <Facts locale={locale} account={valueOrNotFound(account)} />
        </Card>
        <section aria-labelledby="sessions">
          <h2 id="sessions" className="text-lg font-semibold">{t('sessions')}</h2>
          <p className="mt-1 mb-4 max-w-prose text-sm text-ink-soft">{t('sessionsLead')}</p>
          <DataTable caption={t('sessionsCaption')} isCaptionHidden columns={sessionColumns(locale)} rows={valueOrNotFound(sessions)} rowKey={(row) => row.id} />
        </section>
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

function sessionColumns(locale: Locale): readonly Column<SessionView>[] {
  const t = translator(locale, 'account.overview');
  return [
    { key: 'session', header: t('session'), isRowHeader: true, cell: (row) => (row.isCurrent ? <Badge tone="good">{t('thisOne')}</Badge> : t('another')) },
    { key: 'since', header: t('since'), cell: (row) => <time dateTime={row.createdAt}>{formatDateTime(row.createdAt, locale)}</time> },
    { key: 'seen', header: t('seen'), cell: (row) => <time dateTime={row.lastSeenAt}>{formatDateTime(row.lastSeenAt, locale)}</time> },
    { key: 'end', header: <span className="sr-only">{t('end')}</span>, align: 'end', cell: (row) => (row.isCurrent ? null : <EndSession sessionId={row.id} action={revokeSessionAction} />) },
  ];
}
