import { categories, licenceCodes } from '@/lib/catalog/schema';
import type { Locale } from '@/lib/shared/locale';
import { licenceKey } from '@/app/_i18n/licence-key';
import { translator } from '@/app/_i18n/translator';

export type FacetKey = 'category' | 'format' | 'licence' | 'price';

export function facetLabel(key: FacetKey, value: string, locale: Locale): string {
  const common = translator(locale, 'common');
  const category = categories.find((each) => each === value);
  if (key === 'category' && category) return common(`category.${category}`);
  const licence = licenceCodes.find((each) => each === value);
  if (key === 'licence' && licence) return common(licenceKey(licence));
  if (key === 'price') return translator(locale, 'market.search')(value === 'free' || value === 'request' ? value : 'paid');
  return value;
}
