import type { ActionParameters } from './model-parameters';
import { actions } from './action-votes';
import { featureNames } from './history-cases';

const shownFeatures = 10;

/**
 * How much each feature counts, summing to 1, the largest ten and then the others as one: of trained weights the mean absolute one over the classes (the features
 * are standardised, so they compare); for nearest neighbours how much worse they predict without it (`importance`, measured at every build on cases they were not
 * made from). Nothing where that isn't known yet. A version from before some features has no weight for them.
 */
export function featureWeights(parameters: ActionParameters, importance: readonly number[] = []): readonly { readonly name: string; readonly weight: number }[] {
  const width = parameters.family === 'logistic' ? parameters.weights.length / actions.length : 0;
  const sums = featureNames.map((_, column) => {
    if (parameters.family === 'nearest-neighbours') return importance[column] ?? 0;
    return column < width - 1 ? actions.reduce((sum, _action, klass) => sum + Math.abs(parameters.weights[klass * width + column] ?? 0), 0) : 0;
  });
  const total = sums.reduce((sum, value) => sum + value, 0) || 1;
  const weights = featureNames.map((name, column) => ({ name: name as string, weight: (sums[column] ?? 0) / total })).filter(({ weight }) => weight > 0).toSorted((a, b) => b.weight - a.weight);
  const others = weights.slice(shownFeatures).reduce((sum, { weight }) => sum + weight, 0);
  return others > 0 ? [...weights.slice(0, shownFeatures), { name: 'others', weight: others }] : weights;
}
