import type { Metadata } from 'next';
import Link from 'next/link';
import { ArrowLeft, FileCheck } from 'lucide-react';
import { getAuditEvent } from '@/lib/audit';
import { auditEventInput, type AuditEventView } from '@/lib/audit/schema';
import type { Locale } from '@/lib/shared/locale';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { readLocale } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { Alert } from '@/app/_ui/alert';
import { Badge } from '@/app/_ui/badge';
import { Card, CardHeader } from '@/app/_ui/card';
import { actionLabel } from '@/app/_ui/console/action-label';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { formatDateTime } from '@/app/_ui/format';
import { PageHeader } from '@/app/_ui/page-header';

type PageProps = { readonly params: Promise<{ readonly locale: string; readonly seq: string }> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'trust.audit')('entry', { seq: (await params).seq }) };
}

export default async function AuditEventPage({ params }: PageProps) {
  const locale = await readLocale(params);
  const ctx = await requireContext(locale, 'ADMIN', 'AUDITOR');
  const parsed = auditEventInput.safeParse({ seq: (await params).seq });
  if (!parsed.success) return notFound();
  const event = valueOrNotFound(await getAuditEvent(ctx, parsed.data));
  const t = translator(locale, 'trust.audit');
  const root = `/${locale}/admin/audit`;
  const seq = Number(event.seq);
  return (
    <>
      <PageHeader title={t('entry', { seq: event.seq })} lead={t('entryLead')} />
      <div className="space-y-6">
        <p className="flex flex-wrap gap-5 text-sm">
          <Link href={root} className="inline-flex items-center gap-1 text-link"><ArrowLeft aria-hidden className="size-4" />{t('back')}</Link>
          {seq > 1 ? <Link href={`${root}/${seq - 1}`} prefetch={false} className="text-link">{t('earlier')}</Link> : null}
          <Link href={`${root}/${seq + 1}`} prefetch={false} className="text-link">{t('later')}</Link>
        </p>
        <Alert tone={event.isHashRight ? 'good' : 'bad'}>{event.isHashRight ? t('hashRight') : t('hashWrong')}</Alert>
        <Card><Facts locale={locale} event={event} /></Card>
        <Card as="section" labelledBy="bytes">
          <CardHeader id="bytes" title={t('bytes')} />
          <p className="rounded-lg bg-sunken p-3 font-mono text-xs break-all">{event.canonical}</p>
        </Card>
        <Card as="section" labelledBy="proof">
          <CardHeader id="proof" title={t('proof')} />
          {event.receipt === null ? <p className="text-sm text-ink-soft">{t('proofNone')}</p> : (
            <>
              <p className="text-sm text-ink-soft">{t('proofBody', { size: event.receipt.size, steps: event.receipt.path.length })}</p>
              <ol className="my-3 list-decimal space-y-1 pl-6 font-mono text-xs break-all text-ink-soft">{event.receipt.path.map((hash) => <li key={hash}>{hash}</li>)}</ol>
              <a href={`/api/audit/events/${event.seq}?locale=${locale}`} download className="inline-flex min-h-6 items-center gap-1 text-link"><FileCheck aria-hidden className="size-4" />{t('proofDownload')}</a>
            </>
          )}
        </Card>
      </div>
    </>
  );
}

/** What a sealed part of an entry may hold. */
const fields = ['device', 'address', 'answer'] as const;
const isField = (name: string): name is (typeof fields)[number] => fields.some((each) => each === name);

function Facts({ locale, event }: { readonly locale: Locale; readonly event: AuditEventView }) {
  const t = translator(locale, 'trust.audit');
  const personal = event.personal === null ? [] : typeof event.personal === 'string' ? [[t('personal'), t(event.personal)] as const] : Object.entries(event.personal);
  const isOk = event.outcome === 'ok';
  const code = (text: string) => <span className="font-mono text-xs">{text}</span>;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t('action'), <>{actionLabel(event.action, locale)} {code(event.action)}</>], [t('by'), code(event.actor)], [t('object'), <>{event.objectType} {code(event.objectId)}</>],
    [t('outcome'), <Badge key="outcome" tone={isOk ? 'good' : 'bad'}>{translator(locale, 'admin.audit')(isOk ? 'ok' : 'refused')}</Badge>], [t('at'), formatDateTime(event.at, locale)],
    ...Object.entries(event.detail).map(([name, value]) => [name, code(String(value))] as const), ...personal.map(([name, value]) => [isField(name) ? t(`field.${name}`) : name, value] as const), [t('previous'), code(event.prevHash)], [t('hash'), code(event.hash)],
  ];
  return (
    <dl className="-my-3 divide-y divide-line text-sm">
      {facts.map(([name, value]) => (
        <div key={name} className="grid gap-1 py-2 sm:grid-cols-[11rem_minmax(0,1fr)] sm:gap-6">
          <dt className="text-ink-soft">{name}</dt>
          <dd className="break-all">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
