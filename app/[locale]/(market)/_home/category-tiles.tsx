import Link from 'next/link';
import { categories, type Facet } from '@/lib/catalog/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { CategoryIcon } from '@/app/_ui/market/category-icon';

export function CategoryTiles({ locale, facets }: { readonly locale: Locale; readonly facets: readonly Facet[] }) {
  const t = translator(locale, 'common');
  const home = translator(locale, 'market.home');
  const counts = new Map(facets.map((facet) => [facet.value, facet.count]));
  const filled = categories.filter((category) => (counts.get(category) ?? 0) > 0);
  return (
    <section aria-labelledby="categories">
      <h2 id="categories" className="sr-only">{home('categories')}</h2>
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-5">
        {filled.map((category) => (
          <li key={category}>
            <Link href={`/${locale}/search?category=${category}`} prefetch={false} className="group flex h-full items-center gap-3 rounded-card border border-line bg-surface p-3 hover:border-accent sm:p-4">
              <span className="grid size-9 shrink-0 place-items-center rounded-lg bg-accent-soft text-accent"><CategoryIcon category={category} className="size-4.5" /></span>
              <span className="min-w-0">
                <span className="block text-sm leading-tight font-medium group-hover:text-accent">{t(`category.${category}`)}</span>
                <span className="mt-0.5 block text-xs text-ink-faint">{t('datasets', { count: counts.get(category) ?? 0 })}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
