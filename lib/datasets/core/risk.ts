/** What DuckDB counted over the classes of equal quasi-identifiers. */
export type ClassCounts = { readonly rows: number; readonly classes: number; readonly smallest: number; readonly uniques: number; readonly rowsBelowFive: number };

/**
 * Re-identification risk of a table published as it is. Prosecutor: the attacker knows that her person is in it; the risk of a row is 1 / size of its class.
 * Journalist: she doesn't; without a table of the population the sample stands for it, and the figures are the prosecutor's, an upper bound.
 * Marketer: the share of rows she expects to get right when she tries all, classes / rows (El Emam and Dankar 2008; ARX).
 */
export type Risk = {
  readonly quasi: readonly string[];
  readonly rows: number;
  readonly classes: number;
  /** Size of the smallest class: k-anonymity (Sweeney 2002). */
  readonly k: number;
  readonly averageClassSize: number;
  /** Rows alone in their class, and their share. */
  readonly uniques: number;
  readonly uniqueShare: number;
  readonly averageRisk: number;
  readonly maximumRisk: number;
  /** Share of rows in classes of fewer than five, that is with a risk above 0.2. */
  readonly shareBelowFive: number;
  readonly prosecutor: RiskModel;
  readonly journalist: RiskModel;
  readonly marketer: { readonly averageRisk: number };
  readonly isHighRisk: boolean;
  readonly sensitive: SensitiveRisk | null;
};
export type RiskModel = { readonly averageRisk: number; readonly maximumRisk: number; readonly shareAtRisk: number };

/** What a class tells about the sensitive column even where nobody is singled out. */
export type SensitiveRisk = {
  readonly column: string;
  /** Fewest different values in a class (Machanavajjhala et al. 2007). 1: some class gives it away. */
  readonly distinctL: number;
  /** Smallest exp(entropy) of a class. */
  readonly entropyL: number;
  /** Largest l for which every class is recursively (3, l)-diverse: r1 < 3 (r_l + … + r_m). 0: not even for l = 1. */
  readonly recursiveL: number;
  /** Largest distance of a class from the whole table (Li, Li and Venkatasubramanian 2007), every two values equally far: half the sum of differences of shares. */
  readonly t: number;
  /** The same for ordered values, each step 1 / (values - 1) wide. Null for what is not a number, or where there are too many values. */
  readonly tOrdered: number | null;
};

/** More than 5 % of rows in classes below five, or a class that gives its sensitive value away. */
const highRiskShare = 0.05;

export function riskOf(counts: ClassCounts, { quasi, sensitive }: { readonly quasi: readonly string[]; readonly sensitive: SensitiveRisk | null }): Risk {
  const { rows, classes, smallest, uniques, rowsBelowFive } = counts;
  const model: RiskModel = { averageRisk: classes / rows, maximumRisk: 1 / smallest, shareAtRisk: rowsBelowFive / rows };
  return {
    quasi, rows, classes, k: smallest, averageClassSize: rows / classes, uniques, uniqueShare: uniques / rows, averageRisk: model.averageRisk, maximumRisk: model.maximumRisk,
    shareBelowFive: model.shareAtRisk, prosecutor: model, journalist: model, marketer: { averageRisk: model.averageRisk },
    isHighRisk: model.shareAtRisk > highRiskShare || sensitive?.distinctL === 1, sensitive,
  };
}
