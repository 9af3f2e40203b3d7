import { categories, licenceCodes, type FacetKey } from '@/lib/catalog/schema';
import type { Locale } from '@/lib/shared/locale';
import { licenceKey } from '@/app/_i18n/licence-key';
import { translator } from '@/app/_i18n/translator';
import { formatCount } from '@/app/_ui/format';

export function facetLabel(key: FacetKey, value: string, locale: Locale): string {
  const common = translator(locale, 'common');
  const category = categories.find((each) => each === value);
  if (key === 'category' && category) return common(`category.${category}`);
  const licence = licenceCodes.find((each) => each === value);
  if (key === 'licence' && licence) return common(licenceKey(licence));
  const t = translator(locale, 'market.search');
  if (key === 'grade') return value === 'A' ? t('gradeBest') : t('gradeAtLeast', { grade: value });
  if (key === 'fresh') return t('lastDays', { days: value });
  if (key === 'rows') return t('rowsAtLeast', { count: formatCount(Number(value), locale) });
  if (key === 'price') return t(value === 'free' || value === 'request' ? value : 'paid');
  return value;
}
