import { Check, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { LicenceView } from '@/lib/catalog/schema';
import { eeaCountries } from '@/lib/shared/countries';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Alert } from '@/app/_ui/alert';
import { classNames } from '@/app/_ui/class-names';
import { countryChoices } from '@/app/_ui/terms/country-names';
import { PartHeading } from './part-heading';

const rights = ['commercialUse', 'redistribution', 'modelTraining'] as const;
const duties = ['attributionNeeded', 'shareAlike'] as const;

type Props = { readonly locale: Locale; readonly licence: LicenceView | null; /** What else holds of every copy that is sold. */ readonly note: string | null; /** How long money can be given back; null where nothing is paid. */ readonly refundDays: number | null; /** Where it may be used; none: everywhere. */ readonly regions: readonly string[] };

export function LicencePart({ locale, licence, note, refundDays, regions }: Props) {
  const t = translator(locale, 'market.dataset.licence');
  if (!licence) return null;
  return (
    <section aria-labelledby="licence">
      <PartHeading id="licence" title={t('title')} lead={licence.name} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Matrix title={t('youMay')}>
          {rights.map((right) => <MatrixRow key={right} isOn={licence.rights[right]} tone="right" label={t(`right.${right}`)} state={licence.rights[right] ? t('allowed') : t('notAllowed')} />)}
        </Matrix>
        <Matrix title={t('youMust')}>
          {duties.map((duty) => <MatrixRow key={duty} isOn={licence.rights[duty]} tone="duty" label={t(`duty.${duty}`)} state={licence.rights[duty] ? t('needed') : t('notNeeded')} />)}
        </Matrix>
      </div>
      {regions.length === 0 ? null : <Alert tone="warn" className="mt-4" title={translator(locale, 'terms.listing')('title')}>{regionNames(regions, locale)}</Alert>}
      {note === null ? null : <Alert tone="info" className="mt-4">{note}</Alert>}
      {refundDays === null ? null : <p className="mt-4 max-w-prose text-sm text-ink-soft">{translator(locale, 'refund')('terms', { days: refundDays })}</p>}
      <details className="group mt-4 rounded-card border border-line bg-surface text-sm">
        <summary className="flex min-h-11 items-center px-5 font-medium text-accent hover:underline">{t('fullText')}</summary>
        <div className="border-t border-line px-5 py-4">
          <p className="max-w-prose whitespace-pre-line text-ink-soft">{licence.text}</p>
          {licence.url ? <p className="mt-4"><a href={licence.url} rel="license noopener" className="text-link break-all">{licence.url}</a></p> : null}
          <p className="mt-4 text-xs text-ink-faint">SHA-256 <span className="font-mono break-all">{licence.sha256}</span></p>
        </div>
      </details>
    </section>
  );
}

/** The European Economic Area by its name, where all of it is named; then what is beside it. */
function regionNames(regions: readonly string[], locale: Locale): string {
  const isWhole = eeaCountries.every((code) => regions.includes(code));
  const rest = isWhole ? regions.filter((code) => !eeaCountries.some((member) => member === code)) : regions;
  const names = countryChoices(locale).filter(({ code }) => rest.includes(code)).map(({ name }) => name);
  return new Intl.ListFormat(locale === 'zh' ? 'zh-CN' : 'en').format([...(isWhole ? [translator(locale, 'terms.listing')('eea')] : []), ...names]);
}

function Matrix({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="rounded-card border border-line bg-surface px-5 py-4">
      <h3 className="text-sm font-semibold">{title}</h3>
      <ul className="mt-2 divide-y divide-line text-sm">{children}</ul>
    </div>
  );
}

function MatrixRow({ isOn, tone, label, state }: { readonly isOn: boolean; readonly tone: 'right' | 'duty'; readonly label: string; readonly state: string }) {
  const Icon = isOn ? Check : X;
  const colour = tone === 'right' ? (isOn ? 'text-good' : 'text-bad') : (isOn ? 'text-warn' : 'text-ink-faint');
  return (
    <li className="flex items-center gap-2.5 py-2">
      <Icon aria-hidden className={classNames('size-4 shrink-0', colour)} strokeWidth={2.5} />
      <span className="flex-1">{label}</span>
      <span className={classNames('text-xs font-medium', colour)}>{state}</span>
    </li>
  );
}
