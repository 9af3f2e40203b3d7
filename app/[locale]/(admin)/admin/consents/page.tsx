import type { Metadata } from 'next';
import { ShieldCheck } from 'lucide-react';
import { getConsentStanding, listConsentEvents } from '@/lib/consent';
import { consentLogInput, purposes, type ConsentRow } from '@/lib/consent/schema';
import type { Locale } from '@/lib/shared/locale';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { Button, LinkButton } from '@/app/_ui/button';
import { Card, CardHeader } from '@/app/_ui/card';
import { consentColumns } from '@/app/_ui/console/consent-columns';
import { DemoBadge } from '@/app/_ui/console/demo-badge';
import { Pseudonym } from '@/app/_ui/console/pseudonym';
import { hrefWith, readQuery, type Query } from '@/app/_ui/console/query';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { DataTable, type Column } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { Field, SelectInput } from '@/app/_ui/field';
import { PageHeader } from '@/app/_ui/page-header';
import { KeysetPagination } from '@/app/_ui/pagination';
import { ConsentShares } from '../_parts/consent-shares';
import { FilterBar } from '../_parts/filter-bar';

type PageProps = { readonly params: LocaleParams; readonly searchParams: Promise<Query> };

const decisions = ['GIVEN', 'REFUSED', 'WITHDRAWN'] as const;

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'admin.consents')('title') };
}

export default async function AdminConsentsPage({ params, searchParams }: PageProps) {
  const locale = await readLocale(params);
  const query = await searchParams;
  const ctx = await requireContext(locale, 'ADMIN');
  const input = readInput(query);
  const [events, standing] = await Promise.all([listConsentEvents(ctx, input), getConsentStanding(ctx)]);
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
        <ConsentFilters locale={locale} path={path} purpose={input.purpose ?? ''} decision={input.decision ?? ''} />
        <p className="max-w-prose text-sm text-ink-soft">{t('pseudonyms')}</p>
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
  const parsed = consentLogInput.safeParse({ purpose: readQuery(query, 'purpose'), decision: readQuery(query, 'decision'), cursor: readQuery(query, 'cursor') });
  return parsed.success ? parsed.data : consentLogInput.parse({});
}

function columnsOf(locale: Locale): readonly Column<ConsentRow>[] {
  const t = translator(locale, 'admin.consents');
  return [
    { key: 'subject', header: t('subject'), cell: (row) => <span className="inline-flex flex-wrap items-center gap-2"><Pseudonym value={row.subject} /><DemoBadge isDemo={row.isDemo} locale={locale} /></span> },
    ...consentColumns(locale),
  ];
}

function ConsentFilters({ locale, path, purpose, decision }: { readonly locale: Locale; readonly path: string; readonly purpose: string; readonly decision: string }) {
  const t = translator(locale, 'admin.consents');
  const common = translator(locale, 'common.purpose');
  return (
    <FilterBar path={path} label={t('filters')} submit={<Button type="submit" variant="primary">{t('apply')}</Button>} clear={purpose || decision ? <LinkButton href={path} variant="quiet">{t('clear')}</LinkButton> : null}>
      <Field id="purpose" label={t('purpose')}>
        {(control) => (
          <SelectInput key={purpose} {...control} name="purpose" defaultValue={purpose}>
            <option value="">{t('anyPurpose')}</option>
            {purposes.map((each) => <option key={each} value={each}>{common(`${each}.name`)}</option>)}
          </SelectInput>
        )}
      </Field>
      <Field id="decision" label={t('decision')}>
        {(control) => (
          <SelectInput key={decision} {...control} name="decision" defaultValue={decision}>
            <option value="">{t('anyDecision')}</option>
            {decisions.map((each) => <option key={each} value={each}>{t(`decisionName.${each}`)}</option>)}
          </SelectInput>
        )}
      </Field>
    </FilterBar>
  );
}
