import Link from 'next/link';
import type { BundleView } from '@/lib/pricing/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { formatMoney } from '@/app/_ui/format';

/** The bundles that a dataset is sold in; nothing where there are none. */
export function BundlesPart({ locale, bundles }: { readonly locale: Locale; readonly bundles: readonly BundleView[] }) {
  if (bundles.length === 0) return null;
  const t = translator(locale, 'bundles.page');
  return (
    <section aria-labelledby="bundles">
      <h2 id="bundles" className="text-xl font-semibold">{t('also')}</h2>
      <ul className="mt-3 space-y-1 text-sm">
        {bundles.map(({ id, title, priceMinor, sumMinor, currency }) => <li key={id}><Link href={`/${locale}/bundles/${id}`} prefetch={false} className="inline-flex min-h-6 items-center text-link tabular-nums">{priceMinor < sumMinor ? t('alsoLine', { title, price: formatMoney(priceMinor, currency, locale), sum: formatMoney(sumMinor, currency, locale) }) : t('alsoOnly', { title, price: formatMoney(priceMinor, currency, locale) })}</Link></li>)}
      </ul>
    </section>
  );
}
