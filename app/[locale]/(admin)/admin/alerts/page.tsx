import type { Metadata } from 'next';
import { Download } from 'lucide-react';
import { listAlertLog, listAlertRules } from '@/lib/monitoring';
import { alertLogInput, alertStates, modelNames } from '@/lib/monitoring/schema';
import type { Locale } from '@/lib/shared/locale';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { Button, LinkButton } from '@/app/_ui/button';
import { LiveRefresh } from '@/app/_ui/console/live-refresh.client';
import { hrefWith, readQuery, type Query } from '@/app/_ui/console/query';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { Field, SelectInput } from '@/app/_ui/field';
import { PageHeader } from '@/app/_ui/page-header';
import { KeysetPagination } from '@/app/_ui/pagination';
import { FilterBar } from '../_parts/filter-bar';
import { AlertTable } from './_parts/alert-table';
import { RuleTable } from './_parts/rule-table';

type PageProps = { readonly params: LocaleParams; readonly searchParams: Promise<Query> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'monitor.alerts')('title') };
}

export default async function AdminAlertsPage({ params, searchParams }: PageProps) {
  const locale = await readLocale(params);
  const query = await searchParams;
  const ctx = await requireContext(locale, 'ADMIN');
  const t = translator(locale, 'monitor.alerts');
  const path = `/${locale}/admin/alerts`;
  const input = readInput(query);
  const [log, rules] = await Promise.all([listAlertLog(ctx, input), listAlertRules(ctx)]);
  const page = valueOrNotFound(log);
  return (
    <>
      <LiveRefresh />
      <PageHeader title={t('title')} lead={t('lead')} actions={<a href={hrefWith('/api/alerts', query, { cursor: null })} download className="inline-flex min-h-10 items-center gap-2 rounded-lg border border-line-strong bg-surface px-4 py-2 text-sm font-medium hover:bg-sunken"><Download aria-hidden className="size-4" />{t('export')}</a>} />
      <div className="space-y-6">
        <AlertFilters locale={locale} query={query} path={path} />
        <AlertTable locale={locale} rows={page.items} />
        <KeysetPagination locale={locale} firstHref={input.cursor === undefined ? null : hrefWith(path, query, { cursor: null })} nextHref={page.nextCursor === null ? null : hrefWith(path, query, { cursor: page.nextCursor })} />
      </div>
      <section aria-labelledby="rules" className="mt-12"><RuleTable locale={locale} rules={valueOrNotFound(rules)} /></section>
    </>
  );
}

/** An address somebody mistyped shows the whole log rather than a fault. */
function readInput(query: Query) {
  const parsed = alertLogInput.safeParse({ model: readQuery(query, 'model'), state: readQuery(query, 'state'), severity: readQuery(query, 'severity'), cursor: readQuery(query, 'cursor') });
  return parsed.success ? parsed.data : alertLogInput.parse({});
}

function AlertFilters({ locale, query, path }: { readonly locale: Locale; readonly query: Query; readonly path: string }) {
  const t = translator(locale, 'monitor.alerts');
  const names = translator(locale, 'monitor.model');
  const choice = (name: 'model' | 'state' | 'severity', any: string, options: readonly (readonly [string, string])[]) => {
    const value = readQuery(query, name) ?? '';
    return (
      <Field id={name} label={t(name)}>
        {(control) => <SelectInput key={value} {...control} name={name} defaultValue={value}><option value="">{any}</option>{options.map(([key, text]) => <option key={key} value={key}>{text}</option>)}</SelectInput>}
      </Field>
    );
  };
  const isFiltered = ['model', 'state', 'severity'].some((name) => readQuery(query, name) !== undefined);
  return (
    <FilterBar path={path} label={t('filters')} submit={<Button type="submit" variant="primary">{t('apply')}</Button>} clear={isFiltered ? <LinkButton href={path} variant="quiet">{t('clear')}</LinkButton> : null}>
      {choice('model', t('anyModel'), modelNames.map((name) => [name, names(name)]))}
      {choice('state', t('anyState'), alertStates.map((state) => [state, t(`stateName.${state}`)]))}
      {choice('severity', t('anySeverity'), (['WARNING', 'CRITICAL'] as const).map((severity) => [severity, t(`severityName.${severity}`)]))}
    </FilterBar>
  );
}
