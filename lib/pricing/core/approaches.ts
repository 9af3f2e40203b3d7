/** What of an explanation the approaches are read from. */
type Explained = {
  readonly bars: readonly { readonly code: string; readonly amountMinor: number; readonly evidence: Readonly<Record<string, number | string>> }[];
  readonly stages: { readonly valueMinor: number; readonly marketMinor: number | null; readonly demandMinor: number | null };
  readonly comparables: readonly { readonly adjustedMinor: number; readonly isSold: boolean }[];
  readonly demand: { readonly reason: string; readonly views: number; readonly buys: number; readonly usualBuys: number };
};

/** What an approach rests on. `money` in minor units, `percent` from 0 to 100. */
export type ApproachInput = { readonly code: 'unit-price' | 'rows' | 'copies' | 'empty' | 'telling' | 'documented' | 'licence' | 'neighbours' | 'sold' | 'lowest' | 'highest' | 'people' | 'buyers' | 'usual' | 'sales' | 'months' | 'monthly' | 'discount' | 'horizon'; readonly value: number; readonly unit: 'money' | 'count' | 'percent' };
export type Approach = {
  readonly code: 'cost' | 'market' | 'income';
  /** Null: the approach has nothing to rest on, and the page says why. */
  readonly amountMinor: number | null;
  readonly inputs: readonly ApproachInput[];
};

/** The three approaches of data-asset valuation to one price, each with the figures it was found from. */
export function approachesOf({ bars, stages, comparables, demand }: Explained): readonly Approach[] {
  const evidence = (code: string, name: string): number => Number(bars.find((bar) => bar.code === code)?.evidence[name] ?? Number.NaN);
  const base = bars.find((bar) => bar.code === 'base');
  const known = (inputs: readonly ApproachInput[]): readonly ApproachInput[] => inputs.filter(({ value }) => Number.isFinite(value));
  const adjusted = comparables.map((comparable) => comparable.adjustedMinor);
  const count = (code: ApproachInput['code'], value: number): ApproachInput => ({ code, value, unit: 'count' });
  return [
    { code: 'cost', amountMinor: stages.valueMinor, inputs: known([
      { code: 'unit-price', value: base?.amountMinor ?? Number.NaN, unit: 'money' }, count('rows', evidence('size', 'rows')), count('copies', evidence('duplicates', 'copies')),
      { code: 'empty', value: evidence('completeness', 'empty'), unit: 'percent' }, count('telling', evidence('columns', 'telling')), count('documented', evidence('understandability', 'documented')),
    ]) },
    { code: 'market', amountMinor: stages.marketMinor, inputs: comparables.length === 0 ? [] : [
      count('neighbours', comparables.length), count('sold', comparables.filter((comparable) => comparable.isSold).length),
      { code: 'lowest', value: Math.min(...adjusted), unit: 'money' }, { code: 'highest', value: Math.max(...adjusted), unit: 'money' },
    ] },
    { code: 'income', amountMinor: stages.demandMinor, inputs: demand.reason === 'used' ? [count('people', demand.views), count('buyers', demand.buys), count('usual', demand.usualBuys)] : [] },
  ];
}

/** A year's interest that future income is discounted by, and for how many months income is counted: conventions, printed with the figure. */
export const [discountPercent, horizonMonths] = [10, 36] as const;
const monthMs = (365.25 / 12) * 24 * 60 * 60 * 1000;

export type IncomeFacts = { readonly salesCount: number; /** Null: on request. */ readonly priceMinor: number | null; readonly publishedAt: Date; readonly feePercent: number; readonly now: Date };
export type IncomeValue = { readonly amountMinor: number; readonly inputs: readonly ApproachInput[] } | { readonly amountMinor: null; readonly reason: 'free' | 'on-request' | 'too-new' | 'no-sales' };

/**
 * Income approach to the asset as a whole (GB/T 40685-2021, annex A.2: P = Σ F_t / (1 + i)^t): what its sales have brought in a month, net of the exchange's fee at today's price, if they went on
 * as they did, over 36 months at 10 % a year. From public figures alone. Null, with the reason, where there is no such figure.
 */
export function incomeValue({ salesCount, priceMinor, publishedAt, feePercent, now }: IncomeFacts): IncomeValue {
  if (priceMinor === null) return { amountMinor: null, reason: 'on-request' };
  if (priceMinor <= 0) return { amountMinor: null, reason: 'free' };
  const months = (now.getTime() - publishedAt.getTime()) / monthMs;
  if (months < 1) return { amountMinor: null, reason: 'too-new' };
  if (salesCount <= 0) return { amountMinor: null, reason: 'no-sales' };
  const monthlyMinor = (salesCount / months) * priceMinor * (1 - feePercent / 100);
  const interest = (1 + discountPercent / 100) ** (1 / 12);
  const present = Array.from({ length: horizonMonths }, (_, month) => monthlyMinor / interest ** (month + 1)).reduce((sum, value) => sum + value, 0);
  return {
    amountMinor: Math.round(present),
    inputs: [{ code: 'sales', value: salesCount, unit: 'count' }, { code: 'months', value: Math.round(months * 10) / 10, unit: 'count' }, { code: 'monthly', value: Math.round(monthlyMinor), unit: 'money' }, { code: 'discount', value: discountPercent, unit: 'percent' }, { code: 'horizon', value: horizonMonths, unit: 'count' }],
  };
}
