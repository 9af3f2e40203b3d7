import type { Locale } from '@/lib/shared/locale';
import type { WaterfallBar } from '@/lib/pricing/schema';
import { translator } from '@/app/_i18n/translator';
import { formatDay, formatMoney } from '../format';

/** Facts ending in `Minor` are money, `newest` is a day; everything else goes into the sentence as it is. */
function factsOf(evidence: Readonly<Record<string, number | string>>, currency: string, locale: Locale): Record<string, number | string> {
  return Object.fromEntries(Object.entries(evidence).map(([name, value]) => (
    [name, name.endsWith('Minor') && typeof value === 'number' ? formatMoney(value, currency, locale) : name === 'newest' ? formatDay(String(value), locale) : value]
  )));
}

/** The sentence of a bar, filled with its evidence; the plain explanation when the engine gave no evidence for it. */
export function barSentence(bar: WaterfallBar, currency: string, locale: Locale): string {
  const t = translator(locale, 'common.price');
  const facts = factsOf(bar.evidence, currency, locale);
  const needed = barFacts[bar.code];
  return needed.length > 0 && needed.every((name) => name in facts && facts[name] !== '') ? t(`bar.${bar.code}.because`, facts) : t(`bar.${bar.code}.general`);
}

/** What each sentence is filled with; those without facts have one sentence for all. */
const barFacts: Record<WaterfallBar['code'], readonly string[]> = {
  base: [], size: ['rows', 'times'], duplicates: ['copies'], completeness: ['empty'], columns: ['columns', 'telling'], currentness: ['newest'], understandability: ['documented', 'columns'],
  traceability: [], licence: [], comparables: ['count', 'sold'], demand: ['buys', 'views', 'usual'], rounding: [], 'guard-rail': ['limit', 'limitMinor'],
};
