import { trainSpec } from '../schema';
import { featureCount, itemFeatures, type FeatureQuery, type FeatureSource, type ItemFeature } from './item-features';
import { rowsBetween } from './matrix';
import { train, type TrainModel } from './train';

export type BlendWeights = Readonly<Record<ItemFeature, number>>;

/** Round numbers to begin with and to be drawn back to: the nearest visits decide, the other sources nudge. */
export const standardBlend: BlendWeights = {
  neighbours: 1, 'follows-last': 0.1, 'follows-previous': 0.05, together: 0.25, popularity: 0, 'recent-popularity': 0.1, content: 0.3,
  again: 0, 'again-last': 0, 'again-near': 0, 'again-often': 0, 'again-by-length': 0, 'neighbours-by-length': 0, 'last-by-length': 0, 'popularity-by-length': 0,
};

/** What really came next after a query. */
export type BlendCase = FeatureQuery & { readonly target: string };
export type BlendFit = { readonly weights: BlendWeights; readonly caseCount: number };

/** Fewer cases than this teach nothing that the standing weights don't know. */
const enoughCases = 100;
/** Strength of the pull to the standing weights where nobody names another. */
const usualPull = 1e-3;
const [epochs, batchSize, rate] = [12, 64, 0.05];

/** The candidates of each case with the place of what came next. A case whose target is no candidate can't teach anything and is left out. */
export function packCases(source: FeatureSource, cases: readonly BlendCase[]): PackedCase[] {
  return cases.flatMap((each, row) => {
    const { items, features } = source.candidatesOf(each);
    const target = items.indexOf(each.target);
    return target < 0 ? [] : [{ features: Float32Array.from(features), target, count: items.length, row }];
  });
}

/** Every prefix of every visit is a case: what was looked at so far, and what came next. */
export function prefixCases(visits: readonly { readonly items: readonly string[]; readonly at: number }[]): BlendCase[] {
  return visits.flatMap(({ items, at }) => items.slice(1).map((target, place): BlendCase => ({ query: items.slice(0, place + 1), target, now: at })));
}

export type BlendOptions = { readonly standing?: BlendWeights; /** Strength of the pull to the standing weights: more where few cases teach. */ readonly pull?: number; /** Features that count nothing: what a part is worth. */ readonly without?: readonly ItemFeature[] };

/**
 * Learns how much each source counts: conditional logit over the candidates of each case (McFadden 1974), pulled to the standing weights. Null with
 * too few cases. The source they were packed from must not have been built from the cases' own visits.
 */
export function fitBlend(packed: readonly PackedCase[], { standing = standardBlend, pull = usualPull, without = [] }: BlendOptions = {}): BlendFit | null {
  if (packed.length < enoughCases) return null;
  // A column that is left out is spread without end: whatever its weight, it adds nothing.
  const spread = deviations(packed).map((deviation, column) => (without.some((name) => name === itemFeatures[column]) ? Number.POSITIVE_INFINITY : deviation));
  const start = itemFeatures.map((name, column) => (Number.isFinite(spread[column]) ? standing[name] * (spread[column] ?? 1) : 0));
  const steps = epochs * Math.ceil(packed.length / batchSize);
  const spec = trainSpec.parse({ optimizer: { kind: 'adam' }, schedule: { kind: 'cosine', rate, tMax: steps }, epochs, batchSize });
  const trained = train(listwise(packed, spread, start, pull), { train: rowsBetween(0, packed.length), validation: new Int32Array(0) }, spec, { start });
  if (!trained.ok) return null;
  const weights = Object.fromEntries(itemFeatures.map((name, column) => [name, (trained.weights[column] ?? 0) / (spread[column] ?? 1)])) as Record<ItemFeature, number>;
  return { weights, caseCount: packed.length };
}

/** The weights in the order of the features. */
export function weightsOf(blend: BlendWeights): Float64Array {
  return Float64Array.from(itemFeatures, (name) => blend[name]);
}

export type PackedCase = { readonly features: Float32Array; readonly target: number; readonly count: number; /** Which of the cases it was. */ readonly row: number };

function deviations(cases: readonly PackedCase[]): Float64Array {
  const [sums, squares] = [new Float64Array(featureCount), new Float64Array(featureCount)];
  let rows = 0;
  for (const { features, count } of cases) {
    rows += count;
    for (let index = 0; index < features.length; index += 1) {
      const value = features[index] ?? 0;
      sums[index % featureCount] = (sums[index % featureCount] ?? 0) + value;
      squares[index % featureCount] = (squares[index % featureCount] ?? 0) + value * value;
    }
  }
  return squares.map((square, column) => Math.sqrt(Math.max(0, square / rows - ((sums[column] ?? 0) / rows) ** 2)) || 1);
}

/** Mean of −ln of the target's share of Σ eᶻ among its candidates, and the pull to `centre`. */
function listwise(cases: readonly PackedCase[], spread: Float64Array, centre: readonly number[], pull: number): TrainModel {
  return {
    dimension: featureCount,
    lossAndGradient(weights, rows, gradientOut) {
      gradientOut?.fill(0);
      let loss = 0;
      for (const row of rows) {
        const found = cases[row];
        if (found) loss += addCase(found, weights, spread, gradientOut) / rows.length;
      }
      for (let column = 0; column < featureCount; column += 1) {
        if (gradientOut) gradientOut[column] = (gradientOut[column] ?? 0) / rows.length;
        const away = (weights[column] ?? 0) - (centre[column] ?? 0);
        loss += (pull / 2) * away * away;
        if (gradientOut) gradientOut[column] = (gradientOut[column] ?? 0) + pull * away;
      }
      return loss;
    },
  };
}

function addCase({ features, target, count }: PackedCase, weights: Float64Array, spread: Float64Array, gradientOut: Float64Array | null): number {
  const shares = new Float64Array(count);
  let largest = Number.NEGATIVE_INFINITY;
  for (let item = 0; item < count; item += 1) {
    let score = 0;
    for (let column = 0; column < featureCount; column += 1) score += ((weights[column] ?? 0) * (features[item * featureCount + column] ?? 0)) / (spread[column] ?? 1);
    shares[item] = score;
    largest = Math.max(largest, score);
  }
  const wanted = (shares[target] ?? 0) - largest;
  let sum = 0;
  for (let item = 0; item < count; item += 1) sum += shares[item] = Math.exp((shares[item] ?? 0) - largest);
  if (gradientOut) {
    for (let item = 0; item < count; item += 1) {
      const slope = (shares[item] ?? 0) / sum - (item === target ? 1 : 0);
      for (let column = 0; column < featureCount; column += 1) gradientOut[column] = (gradientOut[column] ?? 0) + (slope * (features[item * featureCount + column] ?? 0)) / (spread[column] ?? 1);
    }
  }
  return Math.log(sum) - wanted;
}
