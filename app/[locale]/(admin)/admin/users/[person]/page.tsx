import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getUser } from '@/lib/identity';
import { roles, userInput } from '@/lib/identity/schema';
import { readLocale } from '@/app/_i18n/read-locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { Badge } from '@/app/_ui/badge';
import { Card, CardHeader } from '@/app/_ui/card';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { formatCount, formatDate } from '@/app/_ui/format';
import { PageHeader } from '@/app/_ui/page-header';
import { changeRoleAction, changeStatusAction, revealIdentityAction } from '../actions';
import { PersonPowers, RevealIdentity } from './_parts/person-powers.client';

type PageProps = { readonly params: Promise<{ readonly locale: string; readonly person: string }> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'admin.users')('title') };
}

export default async function AdminUserPage({ params }: PageProps) {
  const locale = await readLocale(params);
  const ctx = await requireContext(locale, 'ADMIN', 'AUDITOR');
  const input = userInput.safeParse({ person: (await params).person });
  if (!input.success) return notFound();
  const user = valueOrNotFound(await getUser(ctx, input.data));
  const t = translator(locale, 'identity.user');
  const role = translator(locale, 'common.role');
  const canDecide = ctx.actor.roles.includes('ADMIN');
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t('roles'), <span key="roles" className="inline-flex flex-wrap gap-1">{roles.filter((each) => user.roles.includes(each)).map((each) => <Badge key={each}>{role(each)}</Badge>)}</span>],
    [t('status'), translator(locale, 'admin.users')(`statusName.${user.status}`)],
    [t('seller'), user.sellerName ?? '–'], [t('orders'), formatCount(user.orderCount, locale)], [t('since'), formatDate(user.createdAt, locale)],
    [t('verified'), user.isEmailVerified ? t('yes') : t('no')], [t('factors'), t('factorsValue', { totp: user.hasTotp ? 'yes' : 'no', count: user.passkeyCount })], [t('sessions'), formatCount(user.sessionCount, locale)],
  ];
  return (
    <Messages locale={locale} namespaces={['identity.user', 'common.close', 'common.cancel', 'common.unexpected', 'refusals']}>
      <PageHeader title={t('title', { pseudonym: `${user.pseudonym.slice(0, 11)}…` })} lead={t('lead')} actions={<Link href={`/${locale}/admin/users`} className="text-link text-sm">{t('back')}</Link>} />
      <div className="space-y-8">
        <Card as="section" labelledBy="facts">
          <CardHeader id="facts" title={t('facts')} {...(user.isSelf ? { lead: t('self') } : {})} />
          <dl className="-my-3 divide-y divide-line text-sm">
            {facts.map(([name, value]) => <div key={name} className="grid gap-1 py-3 sm:grid-cols-[12rem_minmax(0,1fr)] sm:gap-6"><dt className="text-ink-soft">{name}</dt><dd>{value}</dd></div>)}
          </dl>
        </Card>
        <Card as="section" labelledBy="identity">
          <CardHeader id="identity" title={t('identity')} lead={t('identityLead')} />
          {canDecide ? <RevealIdentity person={user.pseudonym} action={revealIdentityAction} /> : <p className="text-sm text-ink-soft">{t('auditor')}</p>}
        </Card>
        {canDecide ? (
          <Card as="section" labelledBy="power">
            <CardHeader id="power" title={t('power')} lead={t('powerLead')} />
            <PersonPowers person={user.pseudonym} roles={user.roles} isActive={user.status === 'ACTIVE'} changeRole={changeRoleAction} changeStatus={changeStatusAction} />
          </Card>
        ) : null}
      </div>
    </Messages>
  );
}
