import type { Metadata } from 'next';
import { getAuditStatus } from '@/lib/audit';
import { searchAuditLog } from '@/lib/identity';
import { auditActions, auditLogInput } from '@/lib/audit/schema';
import type { Locale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { Alert } from '@/app/_ui/alert';
import { Button, LinkButton } from '@/app/_ui/button';
import { Card, CardHeader } from '@/app/_ui/card';
import { hrefWith, readQuery, type Query } from '@/app/_ui/console/query';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { Field, SelectInput, TextInput } from '@/app/_ui/field';
import { PageHeader } from '@/app/_ui/page-header';
import { KeysetPagination } from '@/app/_ui/pagination';
import { verifyAuditAction } from '../actions';
import { actionLabel } from '@/app/_ui/console/action-label';
import { AuditTable } from '../_parts/audit-table';
import { LogState } from '../_parts/log-state';
import { FilterBar } from '../_parts/filter-bar';
import { LogExports } from '../_parts/log-exports';
import { VerifyLog } from '../_parts/verify-log.client';

type PageProps = { readonly params: LocaleParams; readonly searchParams: Promise<Query> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'admin.audit')('title') };
}

export default async function AdminAuditPage({ params, searchParams }: PageProps) {
  const locale = await readLocale(params);
  const query = await searchParams;
  const ctx = await requireContext(locale, 'ADMIN', 'AUDITOR');
  const t = translator(locale, 'admin.audit');
  const path = `/${locale}/admin/audit`;
  const input = readInput(query);
  const status = valueOrNotFound(await getAuditStatus(ctx));
  const found = await searchAuditLog(ctx, input);
  const isUnread = !found.ok && found.refusal.code === 'log-changed';
  const page = isUnread ? { items: [], nextCursor: null } : valueOrNotFound(found);
  const [trust, mark] = [translator(locale, 'trust.audit'), translator(locale, 'guard.mark')];
  const exportOf = (format: 'csv' | 'jsonl') => hrefWith('/api/audit/export', query, { cursor: null, format, locale });
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className="space-y-6">
        <LogState locale={locale} status={status} />
        <Card as="section" labelledBy="verify">
          <CardHeader id="verify" title={t('verify.title')} lead={t('verify.lead')} />
          <Messages locale={locale} namespaces={['admin.audit.verify', 'common.unexpected', 'refusals']}>
            <VerifyLog action={verifyAuditAction} />
          </Messages>
        </Card>
        <AuditFilters locale={locale} query={query} path={path} />
        <LogExports note={`${t('pseudonyms')} ${trust('exportNote')}`} labels={{ csv: trust('exportCsv'), jsonl: trust('exportJsonl') }} hrefOf={exportOf} />
        {isUnread ? <Alert tone="bad" title={mark('unread')}>{mark('unreadBody')}</Alert> : <AuditTable locale={locale} rows={page.items} />}
      </div>
      <KeysetPagination
        locale={locale}
        firstHref={input.cursor === undefined ? null : hrefWith(path, query, { cursor: null })}
        nextHref={page.nextCursor === null ? null : hrefWith(path, query, { cursor: page.nextCursor })}
      />
    </>
  );
}

/** An address somebody mistyped shows the whole log rather than a fault. */
function readInput(query: Query) {
  const parsed = auditLogInput.safeParse({
    action: readQuery(query, 'action'), actor: readQuery(query, 'actor'), objectId: readQuery(query, 'objectId'), outcome: readQuery(query, 'outcome'), from: readQuery(query, 'from'), to: readQuery(query, 'to'), cursor: readQuery(query, 'cursor'),
  });
  return parsed.success ? parsed.data : auditLogInput.parse({});
}

function AuditFilters({ locale, query, path }: { readonly locale: Locale; readonly query: Query; readonly path: string }) {
  const t = translator(locale, 'admin.audit');
  const values = { action: readQuery(query, 'action') ?? '', actor: readQuery(query, 'actor') ?? '', objectId: readQuery(query, 'objectId') ?? '', outcome: readQuery(query, 'outcome') ?? '', from: readQuery(query, 'from') ?? '', to: readQuery(query, 'to') ?? '' };
  const trust = translator(locale, 'trust.audit');
  const isFiltered = Object.values(values).some((value) => value !== '');
  return (
    <FilterBar path={path} label={t('filters')} submit={<Button type="submit" variant="primary">{t('apply')}</Button>} clear={isFiltered ? <LinkButton href={path} variant="quiet">{t('clear')}</LinkButton> : null}>
      <Field id="action" label={t('action')}>
        {(control) => (
          <SelectInput key={values.action} {...control} name="action" defaultValue={values.action}>
            <option value="">{t('anyAction')}</option>
            {auditActions.map((action) => <option key={action} value={action}>{actionLabel(action, locale)}</option>)}
          </SelectInput>
        )}
      </Field>
      <Field id="actor" label={t('actor')} hint={t('actorHint')}>{(control) => <TextInput key={values.actor} {...control} name="actor" defaultValue={values.actor} maxLength={80} autoComplete="off" spellCheck={false} />}</Field>
      <Field id="objectId" label={t('object')} hint={t('objectHint')}>{(control) => <TextInput key={values.objectId} {...control} name="objectId" defaultValue={values.objectId} maxLength={80} autoComplete="off" spellCheck={false} />}</Field>
      <Field id="outcome" label={trust('outcome')}>
        {(control) => (
          <SelectInput key={values.outcome} {...control} name="outcome" defaultValue={values.outcome}>
            <option value="">{trust('anyOutcome')}</option>
            <option value="ok">{t('ok')}</option>
            <option value="refused">{t('refused')}</option>
          </SelectInput>
        )}
      </Field>
      <Field id="from" label={trust('from')}>{(control) => <TextInput key={values.from} {...control} type="date" name="from" defaultValue={values.from} />}</Field>
      <Field id="to" label={trust('to')}>{(control) => <TextInput key={values.to} {...control} type="date" name="to" defaultValue={values.to} />}</Field>
    </FilterBar>
  );
}
