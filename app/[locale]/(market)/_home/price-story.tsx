import Link from 'next/link';
import type { Locale } from '@/lib/shared/locale';
import type { PriceExplanation } from '@/lib/pricing/schema';
import { translator } from '@/app/_i18n/translator';
import { Waterfall } from '@/app/_ui/charts/waterfall';
import type { Showcase } from './find-showcase';

type PriceStoryProps = { readonly locale: Locale; readonly showcase: Showcase; readonly explanation: PriceExplanation };

export function PriceStory({ locale, showcase, explanation }: PriceStoryProps) {
  const t = translator(locale, 'market.home.price');
  return (
    <section aria-labelledby="price-story" className="grid gap-x-16 gap-y-8 lg:grid-cols-[1fr_1.3fr]">
      <div>
        <h2 id="price-story" className="text-xl font-semibold sm:text-2xl">{t('title')}</h2>
        <p className="mt-3 text-ink-soft">{t('body')}</p>
        <p className="mt-3 text-ink-soft">{t('rule')}</p>
        <p className="mt-4 text-sm">
          {t('example')}{' '}
          <Link href={`/${locale}/datasets/${showcase.card.slug}#price`} prefetch={false} className="text-link">{showcase.card.title}</Link>
        </p>
      </div>
      <div className="rounded-card border border-line bg-surface px-5 py-3 sm:px-6">
        <Waterfall explanation={explanation} locale={locale} isShort />
      </div>
    </section>
  );
}
