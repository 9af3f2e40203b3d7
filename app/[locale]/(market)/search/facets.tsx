import Link from 'next/link';
import { Check } from 'lucide-react';
import { facetKeys, type Facet, type FacetKey, type SearchInput, type SearchResults } from '@/lib/catalog/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { classNames } from '@/app/_ui/class-names';
import { formatCount } from '@/app/_ui/format';
import { facetLabel } from './facet-label';
import { searchHref } from './search-address';

type FacetsProps = { readonly locale: Locale; readonly input: SearchInput; readonly facets: SearchResults['facets'] };

export function Facets({ locale, input, facets }: FacetsProps) {
  return (
    <div className="space-y-7">
      {facetKeys.map((key) => <FacetGroup key={key} facetKey={key} locale={locale} input={input} values={facets[key]} />)}
    </div>
  );
}

type FacetGroupProps = { readonly facetKey: FacetKey; readonly locale: Locale; readonly input: SearchInput; readonly values: readonly Facet[] };

function FacetGroup({ facetKey, locale, input, values }: FacetGroupProps) {
  const t = translator(locale, 'market.search');
  const chosen = input[facetKey];
  const shown = values.filter((facet) => facet.count > 0 || facet.value === chosen);
  if (shown.length === 0) return null;
  return (
    <div role="group" aria-label={t(`facet.${facetKey}`)}>
      <p aria-hidden className="text-sm font-semibold">{t(`facet.${facetKey}`)}</p>
      <ul className="mt-1.5 -ml-2">
        {shown.map((facet) => {
          const isChosen = facet.value === chosen;
          return (
            <li key={facet.value}>
              <Link href={searchHref(locale, input, { [facetKey]: isChosen ? undefined : facet.value })} prefetch={false} scroll={false} aria-current={isChosen || undefined} className={classNames('flex min-h-8 items-center gap-2 rounded-lg px-2 py-1 text-sm', isChosen ? 'bg-accent-soft font-medium text-accent-strong' : 'text-ink-soft hover:bg-sunken hover:text-ink')}>
                <span className="min-w-0 flex-1">{facetLabel(facetKey, facet.value, locale)}</span>
                {isChosen ? <Check aria-hidden className="size-3.5" /> : null}
                <span className="text-xs text-ink-faint tabular-nums">{formatCount(facet.count, locale)}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
