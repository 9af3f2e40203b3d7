import type { ActionParameters } from './model-parameters';
import { actions } from './next-action';
import { featureNames } from './history-cases';

/**
 * How much each feature counts, summing to 1: of trained weights the mean absolute one over the classes (the features are standardised, so they
 * compare); for nearest neighbours how much it counts in their distance (`relevance`, learnt at every build; all the same where none was learnt). A version
 * from before some features has no weight for them.
 */
export function featureWeights(parameters: ActionParameters, relevance: readonly number[] = []): readonly { readonly name: string; readonly weight: number }[] {
  const width = parameters.family === 'logistic' ? parameters.weights.length / actions.length : 0;
  const sums = featureNames.map((_, column) => {
    if (parameters.family === 'nearest-neighbours') return relevance[column] ?? 1;
    return column < width - 1 ? actions.reduce((sum, _action, klass) => sum + Math.abs(parameters.weights[klass * width + column] ?? 0), 0) : 0;
  });
  const total = sums.reduce((sum, value) => sum + value, 0) || 1;
  return featureNames.map((name, column) => ({ name, weight: (sums[column] ?? 0) / total })).filter(({ weight }) => weight > 0).toSorted((a, b) => b.weight - a.weight);
}
