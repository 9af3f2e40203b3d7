import type { Locale } from '@/lib/shared/locale';
import type { Category } from '../schema';

/** What pages call each category, for who types the name into the search. A test holds it equal to the messages. */
export const categoryLabels: Readonly<Record<Category, Readonly<Record<Locale, string>>>> = {
  'weather-environment': { en: 'Weather & environment', zh: '天气与环境' },
  mobility: { en: 'Mobility', zh: '交通出行' },
  'economy-finance': { en: 'Economy & finance', zh: '经济与金融' },
  'health-biology': { en: 'Health & biology', zh: '健康与生物' },
  'society-demography': { en: 'Society & demography', zh: '社会与人口' },
  geography: { en: 'Geography', zh: '地理' },
  energy: { en: 'Energy', zh: '能源' },
  technology: { en: 'Technology', zh: '科技' },
  'culture-sport': { en: 'Culture & sport', zh: '文化与体育' },
  'food-agriculture': { en: 'Food & agriculture', zh: '食品与农业' },
};
