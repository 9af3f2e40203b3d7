import Link from 'next/link';
import { ArrowRight, BadgeCheck, FileLock2, Scale, Search } from 'lucide-react';
import { getMarketFigures, listNewest, listPopular } from '@/lib/catalog';
import type { ListingCard } from '@/lib/catalog/schema';
import { client } from '@/lib/db';
import type { Locale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { LinkButton } from '@/app/_ui/button';
import { EmptyState } from '@/app/_ui/empty-state';
import { ListingGrid, ListingTile } from '@/app/_ui/market/listing-tile';
import { ForYou } from '@/app/_ui/market/for-you.client';
import { CategoryTiles } from './_home/category-tiles';
import { Hero } from './_home/hero';
import { findShowcase } from './_home/find-showcase';
import { PriceStory } from './_home/price-story';
import { SectionHeading } from './_home/section-heading';

/** The same for everybody and kept for five minutes; publishing and repricing throw it away sooner. */
export const revalidate = 300;

/** None is built ahead (the build has no database); each language is made when first asked for. */
export function generateStaticParams(): { locale: string }[] {
  return [];
}

export default async function HomePage({ params }: { readonly params: LocaleParams }) {
  const locale = await readLocale(params);
  const db = client();
  const [figures, newest, popular] = await Promise.all([getMarketFigures(db), listNewest(db, { size: 8 }), listPopular(db, { size: 8 })]);
  const showcase = await findShowcase(db, popular);
  const t = translator(locale, 'market.home');
  return (
    <>
      <Hero locale={locale} figures={figures} showcase={showcase} />
      <div className="page-width space-y-20 pt-16">
        {figures.listingCount === 0 ? <EmptyMarket locale={locale} /> : (
          <>
            <CategoryTiles locale={locale} facets={figures.categories} />
            <Messages locale={locale} namespaces={['common.free', 'common.onRequest', 'common.category', 'common.licenceName', 'common.fact', 'common.sales', 'market.forYou', 'lists']}>
              <ForYou locale={locale} insteadOfCommon={<CardSection locale={locale} id="popular" title={t('popular.title')} lead={t('popular.lead')} cards={popular} href={`/${locale}/search?sort=popular`} />} />
            </Messages>
            {showcase?.explanation ? <PriceStory locale={locale} showcase={showcase} explanation={showcase.explanation} /> : null}
            <CardSection locale={locale} id="newest" title={t('newest.title')} lead={t('newest.lead')} cards={newest} href={`/${locale}/search?sort=newest`} />
          </>
        )}
        <Promises locale={locale} />
      </div>
    </>
  );
}

type CardSectionProps = { readonly locale: Locale; readonly id: string; readonly title: string; readonly lead: string; readonly cards: readonly ListingCard[]; readonly href: string };

function CardSection({ locale, id, title, lead, cards, href }: CardSectionProps) {
  const t = translator(locale, 'common');
  const home = translator(locale, 'market.home');
  return (
    <section aria-labelledby={id}>
      <SectionHeading id={id} title={title} lead={lead} action={(
        <Link href={href} aria-label={`${home('seeAll')}: ${title}`} className="inline-flex min-h-8 items-center gap-1 text-sm font-medium text-accent hover:underline">{home('seeAll')}<ArrowRight aria-hidden className="size-4" /></Link>
      )} />
      <ListingGrid>{cards.map((card) => <li key={card.id}><ListingTile card={card} locale={locale} t={t} /></li>)}</ListingGrid>
    </section>
  );
}

function EmptyMarket({ locale }: { readonly locale: Locale }) {
  const t = translator(locale, 'market.home.empty');
  return <EmptyState icon={<Search />} title={t('title')} body={t('body')} action={<LinkButton variant="primary" href={`/${locale}/sell`}>{t('action')}</LinkButton>} />;
}

function Promises({ locale }: { readonly locale: Locale }) {
  const t = translator(locale, 'market.home.promises');
  const promises = [
    { key: 'measured', Icon: BadgeCheck }, { key: 'explained', Icon: Scale }, { key: 'private', Icon: FileLock2 },
  ] as const;
  return (
    <section aria-labelledby="promises" className="rounded-2xl bg-accent-soft px-6 py-10 sm:px-10">
      <h2 id="promises" className="text-xl font-semibold">{t('title')}</h2>
      <div className="mt-6 grid gap-8 md:grid-cols-3">
        {promises.map(({ key, Icon }) => (
          <div key={key}>
            <Icon aria-hidden className="size-6 text-accent" strokeWidth={1.75} />
            <h3 className="mt-3 font-semibold">{t(`${key}.title`)}</h3>
            <p className="mt-1 text-sm text-ink-soft">{t(`${key}.body`)}</p>
          </div>
        ))}
      </div>
      <div className="mt-8 flex flex-wrap gap-3">
        <LinkButton variant="primary" href={`/${locale}/sell`} prefetch={false}>{t('sell')}</LinkButton>
        <LinkButton href={`/${locale}/privacy`} prefetch={false}>{t('notice')}</LinkButton>
      </div>
    </section>
  );
}
