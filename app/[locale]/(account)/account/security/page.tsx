import type { Metadata } from 'next';
import { Eye } from 'lucide-react';
import { getSecurity, listSessions } from '@/lib/identity';
import type { SecurityView, SessionView } from '@/lib/identity/schema';
import type { Locale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { Alert } from '@/app/_ui/alert';
import { Badge } from '@/app/_ui/badge';
import { Card, CardHeader } from '@/app/_ui/card';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { DataTable, type Column } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { formatDate, formatDateTime } from '@/app/_ui/format';
import { PageHeader } from '@/app/_ui/page-header';
import { EndSession } from '../_parts/end-session.client';
import { revokeSessionAction } from '../actions';
import { EmailForm } from './_parts/email-form.client';
import { EndOthers } from './_parts/end-others.client';
import { PasskeysPart } from './_parts/passkeys-part.client';
import { PasswordForm } from './_parts/password-form.client';
import { TotpPart } from './_parts/totp-part.client';
import { addPasskeyAction, changeEmailAction, changePasswordAction, confirmTotpAction, endOtherSessionsAction, removePasskeyAction, removeTotpAction, renewRecoveryCodesAction, startTotpAction } from './actions';

type PageProps = { readonly params: LocaleParams };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'identity.security')('title') };
}

export default async function SecurityPage({ params }: PageProps) {
  const locale = await readLocale(params);
  const ctx = await requireContext(locale);
  const [security, sessions] = await Promise.all([getSecurity(ctx), listSessions(ctx)]);
  const [view, rows] = [valueOrNotFound(security), valueOrNotFound(sessions)];
  const t = translator(locale, 'identity.security');
  const role = translator(locale, 'common.role');
  const asleep = (['ADMIN', 'AUDITOR'] as const).filter((each) => view.asleepRoles.includes(each));
  return (
    <Messages locale={locale} namespaces={['identity.security', 'account.overview', 'common.close', 'common.cancel', 'common.copy', 'common.copied', 'common.unexpected', 'refusals']}>
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className="space-y-8">
        {asleep.length > 0 ? <Alert tone="warn" title={t('asleep', { roles: asleep.map((each) => role(each)).join(', ') })}>{t('asleepBody')}</Alert> : null}
        <Card as="section" labelledBy="passkeys">
          <CardHeader id="passkeys" title={t('passkeys')} lead={t('passkeysLead')} />
          <PasskeysPart passkeys={shownPasskeys(view, locale)} add={addPasskeyAction} remove={removePasskeyAction} />
        </Card>
        <Card as="section" labelledBy="totp">
          <CardHeader id="totp" title={t('totp')} lead={t('totpLead')} actions={<Badge tone={view.hasTotp ? 'good' : 'neutral'}>{view.hasTotp ? t('totpOn') : t('totpOff')}</Badge>} />
          <TotpPart hasTotp={view.hasTotp} recoveryCodesLeft={view.recoveryCodesLeft} start={startTotpAction} confirm={confirmTotpAction} renew={renewRecoveryCodesAction} remove={removeTotpAction} />
        </Card>
        <Card as="section" labelledBy="password-title">
          <CardHeader id="password-title" title={t('password')} lead={t('passwordLead')} />
          <PasswordForm action={changePasswordAction} />
        </Card>
        <Card as="section" labelledBy="email-title">
          <CardHeader id="email-title" title={t('email')} lead={t('emailLead')} />
          <EmailForm action={changeEmailAction} />
        </Card>
        <section aria-labelledby="sessions">
          <div className="mb-4 flex flex-wrap items-start justify-between gap-4">
            <div>
              <h2 id="sessions" className="text-lg font-semibold">{t('sessions')}</h2>
              <p className="mt-1 max-w-prose text-sm text-ink-soft">{t('sessionsLead')}</p>
            </div>
            {rows.length > 1 ? <EndOthers action={endOtherSessionsAction} /> : null}
          </div>
          <DataTable caption={t('sessions')} isCaptionHidden columns={sessionColumns(locale)} rows={rows} rowKey={(row) => row.id} />
        </section>
        <section aria-labelledby="reveals">
          <h2 id="reveals" className="text-lg font-semibold">{t('reveals')}</h2>
          <p className="mt-1 mb-4 max-w-prose text-sm text-ink-soft">{t('revealsLead')}</p>
          <DataTable
            caption={t('reveals')} isCaptionHidden columns={revealColumns(locale)} rows={view.reveals} rowKey={(row) => row.at}
            empty={<EmptyState level={3} icon={<Eye />} title={t('revealsNone')} body={t('revealsNoneBody')} />}
          />
        </section>
      </div>
    </Messages>
  );
}

function shownPasskeys(view: SecurityView, locale: Locale) {
  const t = translator(locale, 'identity.security');
  return view.passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({
    id, name, dates: `${t('added', { date: formatDate(createdAt, locale) })} · ${lastUsedAt === null ? t('neverUsed') : t('used', { date: formatDate(lastUsedAt, locale) })}`,
  }));
}

function sessionColumns(locale: Locale): readonly Column<SessionView>[] {
  const t = translator(locale, 'identity.security');
  return [
    {
      key: 'device', header: t('device'), isRowHeader: true,
      cell: (row) => <span className="inline-flex flex-wrap items-center gap-2">{row.device === '' ? t('unknownDevice') : row.device}{row.isCurrent ? <Badge tone="good">{t('thisOne')}</Badge> : null}{row.isStrong ? <Badge tone="info">{t('strong')}</Badge> : null}</span>,
    },
    { key: 'since', header: t('since'), cell: (row) => <time dateTime={row.createdAt}>{formatDateTime(row.createdAt, locale)}</time> },
    { key: 'seen', header: t('seen'), cell: (row) => <time dateTime={row.lastSeenAt}>{formatDateTime(row.lastSeenAt, locale)}</time> },
    { key: 'end', header: <span className="sr-only">{translator(locale, 'account.overview')('end')}</span>, align: 'end', cell: (row) => (row.isCurrent ? null : <EndSession sessionId={row.id} action={revokeSessionAction} />) },
  ];
}

function revealColumns(locale: Locale): readonly Column<SecurityView['reveals'][number]>[] {
  const t = translator(locale, 'identity.security');
  return [
    { key: 'at', header: t('revealAt'), isRowHeader: true, cell: (row) => <time dateTime={row.at} className="whitespace-nowrap">{formatDateTime(row.at, locale)}</time> },
    { key: 'why', header: t('revealWhy'), cell: (row) => <span className="break-words">{row.reason}</span> },
  ];
}
