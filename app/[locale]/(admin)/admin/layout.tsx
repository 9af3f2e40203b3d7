import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { BellRing, Boxes, FileText, Gauge, Mail, ReceiptText, Scale, ScrollText, ShieldAlert, ShieldCheck, Tags, UserRoundCheck, Users } from 'lucide-react';
import { getAuditMark } from '@/lib/audit';
import { countApprovals } from '@/lib/datasets';
import { getOpenAlerts } from '@/lib/monitoring';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { ConsoleFrame } from '@/app/_ui/console/console-frame';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { LogMark } from './_parts/log-mark.client';

export const metadata: Metadata = { robots: { index: false } };

type AdminLayoutProps = { readonly children: ReactNode; readonly params: LocaleParams };

/** Each page checks the role again: a layout is not rendered anew when one goes from page to page. */
export default async function AdminLayout({ children, params }: AdminLayoutProps) {
  const locale = await readLocale(params);
  const ctx = await requireContext(locale, 'ADMIN', 'AUDITOR');
  const isAdmin = ctx.actor.roles.includes('ADMIN');
  const [log, alerts, approvals] = await Promise.all([getAuditMark(ctx), isAdmin ? getOpenAlerts(ctx) : null, isAdmin ? countApprovals(ctx) : null]);
  const mark = valueOrNotFound(log);
  const open = alerts ? valueOrNotFound(alerts) : { count: 0, isCritical: false };
  const waiting = approvals ? valueOrNotFound(approvals) : 0;
  const queue = translator(locale, 'privacy.queue');
  const t = translator(locale, 'admin.nav');
  const root = `/${locale}/admin`;
  const items = [
    { href: root, label: t('overview'), icon: <Gauge aria-hidden /> },
    { href: `${root}/users`, label: t('users'), icon: <Users aria-hidden /> },
    { href: `${root}/listings`, label: t('listings'), icon: <Tags aria-hidden /> },
    { href: `${root}/orders`, label: t('orders'), icon: <ReceiptText aria-hidden /> },
    { href: `${root}/audit`, label: t('audit'), icon: <ScrollText aria-hidden /> },
    { href: `${root}/consents`, label: t('consents'), icon: <ShieldCheck aria-hidden /> },
    { href: `${root}/rights`, label: translator(locale, 'trust.queue')('nav'), icon: <UserRoundCheck aria-hidden /> },
    { href: `${root}/notices`, label: translator(locale, 'trust.studio')('nav'), icon: <FileText aria-hidden /> },
    { href: `${root}/models`, label: t('models'), icon: <Boxes aria-hidden /> },
    { href: `${root}/alerts`, label: t('alerts'), icon: <BellRing aria-hidden />, ...(open.count > 0 ? { badge: { text: String(open.count), label: t('openAlerts', { count: open.count }), isUrgent: open.isCritical } } : {}) },
    { href: `${root}/privacy`, label: queue('nav'), icon: <ShieldAlert aria-hidden />, ...(waiting > 0 ? { badge: { text: String(waiting), label: queue('openCount', { count: waiting }), isUrgent: false } } : {}) },
    { href: `${root}/contests`, label: translator(locale, 'registry.contests')('nav'), icon: <Scale aria-hidden /> },
    { href: `${root}/outbox`, label: translator(locale, 'registry.outbox')('title'), icon: <Mail aria-hidden /> },
  ];
  // An auditor reads users as pseudonyms, the log, the consents, the requests and the notices, and nothing else.
  const readable = isAdmin ? items : items.filter((item) => ['users', 'audit', 'consents', 'rights', 'notices'].some((name) => item.href === `${root}/${name}`));
  return (
    <ConsoleFrame navLabel={t('label')} items={readable}>
      <Messages locale={locale} namespaces={['guard.mark']}><LogMark locale={locale} initial={mark} /></Messages>
      {children}
    </ConsoleFrame>
  );
}
