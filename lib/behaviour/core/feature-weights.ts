import type { ActionParameters } from './model-parameters';
import { actions } from './next-action';
import { featureNames } from './history-cases';

/**
 * How much each feature counts, summing to 1: of trained weights the mean absolute one over the classes (the features are standardised, so they
 * compare); for nearest neighbours all the same, since a distance over standardised features knows no other weights.
 */
export function featureWeights(parameters: ActionParameters): readonly { readonly name: string; readonly weight: number }[] {
  if (parameters.family === 'nearest-neighbours') return featureNames.map((name) => ({ name, weight: 1 / featureNames.length }));
  const width = featureNames.length + 1;
  const sums = featureNames.map((_, column) => actions.reduce((sum, _action, klass) => sum + Math.abs(parameters.weights[klass * width + column] ?? 0), 0));
  const total = sums.reduce((sum, value) => sum + value, 0) || 1;
  return featureNames.map((name, column) => ({ name, weight: (sums[column] ?? 0) / total })).toSorted((a, b) => b.weight - a.weight);
}
