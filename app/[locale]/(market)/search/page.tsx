import type { Metadata } from 'next';
import Link from 'next/link';
import { SearchX, SlidersHorizontal, X } from 'lucide-react';
import { searchListings, suggestSpelling } from '@/lib/catalog';
import { facetKeys, sorts, type SearchInput } from '@/lib/catalog/schema';
import { client } from '@/lib/db';
import type { Locale } from '@/lib/shared/locale';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { translator } from '@/app/_i18n/translator';
import { LinkButton } from '@/app/_ui/button';
import { classNames } from '@/app/_ui/class-names';
import { EmptyState } from '@/app/_ui/empty-state';
import { formatCount } from '@/app/_ui/format';
import { ForYou } from '@/app/_ui/market/for-you.client';
import { FoundBySearch } from '@/app/_ui/market/found-by-search.client';
import { ListingTile } from '@/app/_ui/market/listing-tile';
import { Pagination } from '@/app/_ui/pagination';
import { facetLabel } from './facet-label';
import { Facets } from './facets';
import { readSearch, searchHref, type RawSearch } from './search-address';

type SearchPageProps = { readonly params: LocaleParams; readonly searchParams: Promise<RawSearch> };

export async function generateMetadata({ params, searchParams }: SearchPageProps): Promise<Metadata> {
  const t = translator(await readLocale(params), 'market.search');
  const { q } = readSearch(await searchParams);
  return { title: q === '' ? t('title') : t('titleFor', { q }), robots: { index: q === '' } };
}

export default async function SearchPage({ params, searchParams }: SearchPageProps) {
  const locale = await readLocale(params);
  const input = readSearch(await searchParams);
  const results = await searchListings(client(), input);
  const spelling = await suggestSpelling(client(), input, results.totalCount);
  const t = translator(locale, 'market.search');
  const common = translator(locale, 'common');
  return (
    <div className="page-width pt-8">
      <h1 className="text-2xl font-semibold sm:text-3xl">{input.q === '' ? t('title') : t('titleFor', { q: input.q })}</h1>
      <div className="mt-6 grid gap-x-10 gap-y-4 lg:grid-cols-[15rem_1fr]">
        <aside aria-label={t('filters')} className="max-lg:hidden">
          <Facets locale={locale} input={input} facets={results.facets} />
        </aside>
        <div className="min-w-0">
          <details className="mb-4 rounded-card border border-line bg-surface lg:hidden">
            <summary className="flex min-h-11 items-center gap-2 px-4 text-sm font-medium"><SlidersHorizontal aria-hidden className="size-4" />{t('filters')}</summary>
            <div className="border-t border-line p-4"><Facets locale={locale} input={input} facets={results.facets} /></div>
          </details>
          <div className="mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
            <p role="status" className="text-sm text-ink-soft">{t('found', { count: results.totalCount, text: formatCount(results.totalCount, locale) })}</p>
            <SortLinks locale={locale} input={input} />
          </div>
          <Chips locale={locale} input={input} />
          {spelling === null ? null : <p className="mb-5 text-base">{t('didYouMean')} <Link href={searchHref(locale, input, { q: spelling })} prefetch={false} className="text-link inline-flex min-h-6 items-center font-medium">{spelling}</Link></p>}
          {results.cards.length === 0 ? (
            <>
              <NothingFound locale={locale} input={input} />
              <div className="mt-10 min-w-0">
                <Messages locale={locale} namespaces={['common.free', 'common.onRequest', 'common.category', 'common.licenceName', 'common.fact', 'common.sales', 'market.forYou', 'lists']}>
                  <ForYou locale={locale} surface="search" title={translator(locale, 'lists')('whileYouAreHere')} />
                </Messages>
              </div>
            </>
          ) : (
            <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
              {results.cards.map((card) => {
                const tile = <ListingTile card={card} locale={locale} t={common} level={2} />;
                return <li key={card.id}>{input.q === '' ? tile : <FoundBySearch listingId={card.id}>{tile}</FoundBySearch>}</li>;
              })}
            </ul>
          )}
          <Pagination page={input.page} pageCount={results.pageCount} locale={locale} hrefFor={(page) => searchHref(locale, input, { page })} />
        </div>
      </div>
    </div>
  );
}

function SortLinks({ locale, input }: { readonly locale: Locale; readonly input: SearchInput }) {
  const t = translator(locale, 'market.search');
  const offered = input.q === '' ? sorts.filter((sort) => sort !== 'relevance') : sorts;
  return (
    <nav aria-label={t('sortBy')} className="-mx-2 flex flex-wrap items-center text-sm">
      {offered.map((sort) => (
        <Link key={sort} href={searchHref(locale, input, { sort })} prefetch={false} scroll={false} aria-current={sort === input.sort || undefined} className={classNames('inline-flex min-h-8 items-center rounded-lg px-2', sort === input.sort ? 'font-medium text-accent underline underline-offset-4' : 'text-ink-soft hover:text-ink')}>
          {t(`sort.${sort}`)}
        </Link>
      ))}
    </nav>
  );
}

/** What narrows the search, each removable on its own. */
function Chips({ locale, input }: { readonly locale: Locale; readonly input: SearchInput }) {
  const t = translator(locale, 'market.search');
  const keys = facetKeys.filter((key) => input[key] !== undefined);
  if (keys.length === 0) return null;
  return (
    <ul className="mb-5 flex flex-wrap items-center gap-2">
      {keys.map((key) => {
        const label = facetLabel(key, input[key] ?? '', locale);
        return (
          <li key={key}>
            <Link href={searchHref(locale, input, { [key]: undefined })} prefetch={false} scroll={false} aria-label={t('remove', { label })} className="inline-flex min-h-8 items-center gap-1.5 rounded-full border border-accent-line bg-accent-soft pr-2 pl-3 text-sm text-accent-strong hover:border-accent">
              {label}<X aria-hidden className="size-3.5" />
            </Link>
          </li>
        );
      })}
      <li><Link href={searchHref(locale, { q: input.q, sort: input.sort, page: 1 })} prefetch={false} className="text-link inline-flex min-h-8 items-center px-1 text-sm">{t('clear')}</Link></li>
    </ul>
  );
}

function NothingFound({ locale, input }: { readonly locale: Locale; readonly input: SearchInput }) {
  const t = translator(locale, 'market.search.empty');
  const hasFilters = facetKeys.some((key) => input[key] !== undefined);
  return (
    <EmptyState
      icon={<SearchX />}
      title={input.q === '' ? t('title') : t('titleFor', { q: input.q })}
      body={<ul className="list-disc space-y-1 pl-5 text-left"><li>{t('fewerWords')}</li><li>{t('spelling')}</li>{hasFilters ? <li>{t('filters')}</li> : null}</ul>}
      action={(
        <>
          {hasFilters ? <LinkButton variant="primary" href={searchHref(locale, { q: input.q, sort: input.sort, page: 1 })}>{t('withoutFilters')}</LinkButton> : null}
          <LinkButton href={`/${locale}/search`}>{t('all')}</LinkButton>
        </>
      )}
    />
  );
}
