import type { Metadata } from 'next';
import { ShieldCheck } from 'lucide-react';
import { getConsentOverTime, getConsentStanding, listConsentEvents } from '@/lib/consent';
import { consentDecisions, consentLogInput, purposes, sharePurpose, type ConsentRow } from '@/lib/consent/schema';
import type { Locale } from '@/lib/shared/locale';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { Button, LinkButton } from '@/app/_ui/button';
import { Card, CardHeader } from '@/app/_ui/card';
import { consentColumns, purposeName } from '@/app/_ui/console/consent-columns';
import { DemoBadge } from '@/app/_ui/console/demo-badge';
import { Pseudonym } from '@/app/_ui/console/pseudonym';
import { hrefWith, readQuery, type Query } from '@/app/_ui/console/query';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { DataTable, type Column } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { Field, SelectInput, TextInput } from '@/app/_ui/field';
import { PageHeader } from '@/app/_ui/page-header';
import { KeysetPagination } from '@/app/_ui/pagination';
import { ConsentsOverTime } from '../_parts/consents-over-time';
import { ConsentShares } from '../_parts/consent-shares';
import { FilterBar } from '../_parts/filter-bar';
import { LogExports } from '../_parts/log-exports';

type PageProps = { readonly params: LocaleParams; readonly searchParams: Promise<Query> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'admin.consents')('title') };
}

export default async function AdminConsentsPage({ params, searchParams }: PageProps) {
  const locale = await readLocale(params);
  const query = await searchParams;
  const ctx = await requireContext(locale, 'ADMIN', 'AUDITOR');
  const input = readInput(query);
  const [events, standing, counts] = await Promise.all([listConsentEvents(ctx, input), getConsentStanding(ctx), getConsentOverTime(ctx)]);
  const trust = translator(locale, 'trust.consents');
  const exportOf = (format: 'csv' | 'jsonl') => hrefWith('/api/consents/export', query, { cursor: null, format, locale });
  const page = valueOrNotFound(events);
  const t = translator(locale, 'admin.consents');
  const path = `/${locale}/admin/consents`;
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className="space-y-6">
        <Card as="section" labelledBy="standing">
          <CardHeader id="standing" title={t('standing')} />
          <ConsentShares locale={locale} standing={valueOrNotFound(standing)} />
        </Card>
        <Card as="section" labelledBy="over-time">
          <CardHeader id="over-time" title={trust('chart')} lead={trust('chartLead')} />
          <ConsentsOverTime locale={locale} counts={valueOrNotFound(counts)} />
        </Card>
        <ConsentFilters locale={locale} path={path} query={query} />
        <LogExports note={t('pseudonyms')} labels={{ csv: trust('exportCsv'), jsonl: trust('exportJsonl') }} hrefOf={exportOf} />
        <DataTable
          caption={t('caption')} isCaptionHidden isDense columns={columnsOf(locale)} rows={page.items} rowKey={(row) => row.id}
          empty={<EmptyState icon={<ShieldCheck />} title={t('empty')} body={t('emptyBody')} />}
        />
      </div>
      <KeysetPagination
        locale={locale}
        firstHref={input.cursor === undefined ? null : hrefWith(path, query, { cursor: null })}
        nextHref={page.nextCursor === null ? null : hrefWith(path, query, { cursor: page.nextCursor })}
      />
    </>
  );
}

function readInput(query: Query) {
  const parsed = consentLogInput.safeParse({ purpose: readQuery(query, 'purpose'), decision: readQuery(query, 'decision'), version: readQuery(query, 'version'), subject: readQuery(query, 'subject'), from: readQuery(query, 'from'), to: readQuery(query, 'to'), cursor: readQuery(query, 'cursor') });
  return parsed.success ? parsed.data : consentLogInput.parse({});
}

function columnsOf(locale: Locale): readonly Column<ConsentRow>[] {
  const t = translator(locale, 'admin.consents');
  const trust = translator(locale, 'trust.consents');
  return [
    { key: 'subject', header: t('subject'), cell: (row) => <span className="inline-flex flex-wrap items-center gap-2"><Pseudonym value={row.subject} /><DemoBadge isDemo={row.isDemo} locale={locale} /></span> },
    ...consentColumns(locale),
    { key: 'proof', header: trust('proof'), cell: (row) => (row.isDemo ? <span className="text-ink-faint">{trust('noProof')}</span> : <a href={`/api/consents/${row.choiceId}?locale=${locale}`} download aria-label={trust('proofOf', { id: row.id })} className="text-link">{trust('proof')}</a>) },
  ];
}

function ConsentFilters({ locale, path, query }: { readonly locale: Locale; readonly path: string; readonly query: Query }) {
  const [t, trust] = [translator(locale, 'admin.consents'), translator(locale, 'trust.consents')];
  const value = (name: string) => readQuery(query, name) ?? '';
  const [purpose, decision] = [value('purpose'), value('decision')];
  const isFiltered = ['purpose', 'decision', 'version', 'subject', 'from', 'to'].some((name) => value(name) !== '');
  return (
    <FilterBar path={path} label={t('filters')} submit={<Button type="submit" variant="primary">{t('apply')}</Button>} clear={isFiltered ? <LinkButton href={path} variant="quiet">{t('clear')}</LinkButton> : null}>
      <Field id="purpose" label={t('purpose')}>
        {(control) => (
          <SelectInput key={purpose} {...control} name="purpose" defaultValue={purpose}>
            <option value="">{t('anyPurpose')}</option>
            {[...purposes, sharePurpose].map((each) => <option key={each} value={each}>{purposeName(each, locale)}</option>)}
          </SelectInput>
        )}
      </Field>
      <Field id="decision" label={t('decision')}>
        {(control) => (
          <SelectInput key={decision} {...control} name="decision" defaultValue={decision}>
            <option value="">{t('anyDecision')}</option>
            {consentDecisions.map((each) => <option key={each} value={each}>{t(`decisionName.${each}`)}</option>)}
          </SelectInput>
        )}
      </Field>
      <Field id="version" label={trust('version')}>{(control) => <TextInput key={value('version')} {...control} name="version" inputMode="numeric" defaultValue={value('version')} maxLength={6} />}</Field>
      <Field id="subject" label={trust('subject')} hint={trust('subjectHint')}>{(control) => <TextInput key={value('subject')} {...control} name="subject" defaultValue={value('subject')} maxLength={40} autoComplete="off" spellCheck={false} />}</Field>
      <Field id="from" label={trust('from')}>{(control) => <TextInput key={value('from')} {...control} type="date" name="from" defaultValue={value('from')} />}</Field>
      <Field id="to" label={trust('to')}>{(control) => <TextInput key={value('to')} {...control} type="date" name="to" defaultValue={value('to')} />}</Field>
    </FilterBar>
  );
}
