import type { Category, LicenceCode } from '@/lib/catalog/schema';
import type { EffectiveRows } from './effective-rows';

/**
 * Price in minor units of the first 1,000 effective rows. Rough by nature: no published rate per row exists; the order of
 * magnitude is set so that a clean table of 10,000 rows asks for tens of euros, and the ranking of fields follows Azcoitia et
 * al. (2021), where mobility, industry and finance are dear and weather and environment cheap. The market corrects it.
 */
export const basePerThousandMinor: Readonly<Record<Category, number>> = {
  'weather-environment': 900, mobility: 1_600, 'economy-finance': 1_800, 'health-biology': 1_700, 'society-demography': 1_400,
  geography: 1_000, energy: 1_500, technology: 1_300, 'culture-sport': 900, 'food-agriculture': 1_100,
};

/** Returns to scale: ten times the rows are worth about four times as much. */
export const sizeExponent = 0.6;

/** What a licence lets a buyer do, as a factor on the same bytes. Terms anyone can have elsewhere for nothing are worth the convenience. */
export const licenceFactors: Readonly<Record<LicenceCode, number>> = {
  'exchange-internal-1.0': 1, 'exchange-commercial-1.0': 1.6, 'CC0-1.0': 0.5, 'CC-BY-4.0': 0.55, 'CC-BY-SA-4.0': 0.5, 'ODbL-1.0': 0.5, 'PDDL-1.0': 0.5,
  'BSD-3-Clause': 0.55, MIT: 0.55, 'US-PD': 0.5, 'as-stated-by-source': 0.7,
};

/** Half of the worth of knowing the present goes in this many days, by field; nothing is taken for the last fifth. */
const currentnessFloor = 0.8;
const halfLifeDays = 3 * 365;

/** A dataset none of whose columns is described, and one whose origin isn't named, are worth so much of the same one where they are (ISO/IEC 25012: understandability, traceability). */
const [undescribedShare, unsourcedShare] = [0.85, 0.95];

export type Factor = { readonly code: 'size' | 'duplicates' | 'completeness' | 'columns' | 'currentness' | 'understandability' | 'traceability' | 'licence'; readonly value: number };

export type Valuation = {
  /** Minor units of the reference: 1,000 whole rows of ten columns under the internal licence. */
  readonly baseMinor: number;
  readonly factors: readonly Factor[];
  /** base × all factors. */
  readonly valueMinor: number;
};

export type ValueInput = {
  readonly rows: EffectiveRows;
  readonly category: Category;
  readonly licenceCode: LicenceCode;
  /** Days between the newest date in the data and now; null when it has no dates or they are long past records. */
  readonly ageDays: number | null;
  /** Share of columns that the description speaks about. */
  readonly documentedShare: number;
  readonly hasSource: boolean;
  readonly exponent?: number;
  /** What the published unit prices are multiplied by: another currency, or another level of prices. */
  readonly level?: number;
};

/**
 * Value from the data alone: base × (E / 1000)^exponent × licence × currentness × documentation × source, as a product of factors that a waterfall can
 * take apart. With exponent 1, no copies, no gaps, ten full and described columns, a named source, the internal licence and no dates it is
 * exactly `rows × unit price`, the unit price being basePerThousand / 1000.
 */
export function valuate({ rows, category, licenceCode, ageDays, documentedShare, hasSource, exponent = sizeExponent, level = 1 }: ValueInput): Valuation {
  if (ageDays !== null && !Number.isFinite(ageDays)) throw new RangeError('The age is not finite');
  if (!(documentedShare >= 0 && documentedShare <= 1)) throw new RangeError('The documented share is no share');
  const power = (share: number): number => share ** exponent;
  const factors: Factor[] = [
    { code: 'size', value: power(rows.rows / 1000) },
    { code: 'duplicates', value: power(rows.distinctShare) },
    { code: 'completeness', value: power(rows.filledShare) },
    { code: 'columns', value: power(rows.rowWeight) },
    { code: 'currentness', value: currentness(ageDays) },
    { code: 'understandability', value: undescribedShare + (1 - undescribedShare) * documentedShare },
    { code: 'traceability', value: hasSource ? 1 : unsourcedShare },
    { code: 'licence', value: licenceFactors[licenceCode] },
  ];
  const baseMinor = basePerThousandMinor[category] * level;
  return { baseMinor, factors, valueMinor: factors.reduce((product, factor) => product * factor.value, baseMinor) };
}

function currentness(ageDays: number | null): number {
  return ageDays === null ? 1 : currentnessFloor + (1 - currentnessFloor) * 2 ** (-Math.max(0, ageDays) / halfLifeDays);
}
