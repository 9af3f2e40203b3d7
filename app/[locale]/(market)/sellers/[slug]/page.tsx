import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Store } from 'lucide-react';
import { findSellerPage } from '@/lib/catalog';
import { client } from '@/lib/db';
import { readLocale } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { ListingGrid, ListingTile } from '@/app/_ui/market/listing-tile';
import { EmptyState } from '@/app/_ui/empty-state';
import { PageHeader } from '@/app/_ui/page-header';

export const revalidate = 300;

type SellerPageProps = { readonly params: Promise<{ readonly locale: string; readonly slug: string }> };

export function generateStaticParams(): { slug: string }[] {
  return [];
}

export async function generateMetadata({ params }: SellerPageProps): Promise<Metadata> {
  const { slug } = await params;
  const page = await findSellerPage(client(), { slug });
  return page ? { title: page.seller.name, description: page.seller.about } : {};
}

export default async function SellerPage({ params }: SellerPageProps) {
  const { slug } = await params;
  const locale = await readLocale(params);
  const page = await findSellerPage(client(), { slug });
  if (!page) notFound();
  const t = translator(locale, 'market.seller');
  const common = translator(locale, 'common');
  const sales = page.cards.reduce((total, card) => total + card.salesCount, 0);
  return (
    <div className="page-width pt-6">
      <PageHeader
        breadcrumbsLabel={common('breadcrumbs')}
        breadcrumbs={[{ label: common('nav.market'), href: `/${locale}/search` }, { label: page.seller.name }]}
        title={page.seller.name}
        {...(page.seller.about ? { lead: page.seller.about } : {})}
      />
      <p className="mb-6 text-sm text-ink-soft">{common('datasets', { count: page.cards.length })} · {common('sales', { count: sales })}</p>
      {page.cards.length === 0 ? <EmptyState icon={<Store />} title={t('emptyTitle')} body={t('emptyBody')} /> : (
        <ListingGrid>{page.cards.map((card) => <li key={card.id}><ListingTile card={card} locale={locale} t={common} level={2} /></li>)}</ListingGrid>
      )}
    </div>
  );
}
