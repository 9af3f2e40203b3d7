import { softmaxShares, scale } from '@/lib/learning';
import { actionParameters, actionVersion, type ActionParameters } from './core/model-parameters';
import { actions } from './core/action-votes';
import { answerFrom, type ActionEvidence, type NextActionModel } from './core/next-action';

export type ActionInputs = { readonly features: readonly number[]; readonly evidence: ActionEvidence | null; readonly model: { readonly version: string; readonly parameters: ActionParameters } };
type Serving = { readonly version: string; readonly parameters: unknown } | null;

/** What the serving version is asked with. One that this code can't read is replaced by the nearest neighbours, which need nothing stored. */
export function actionInputs(nextAction: NextActionModel, own: { readonly features: readonly number[]; readonly last: number }, serving: Serving): ActionInputs & { readonly isFallback: boolean } {
  const parsed = actionParameters.safeParse(serving?.parameters);
  // Weights trained on other features than are known now say nothing of these.
  const isUnderstood = parsed.success && (parsed.data.family === 'nearest-neighbours' || parsed.data.means.length === own.features.length);
  const parameters: ActionParameters = isUnderstood ? parsed.data : { family: 'nearest-neighbours' };
  return {
    features: own.features, evidence: parameters.family === 'logistic' ? null : nextAction.explain(own.features, own.last),
    model: { version: isUnderstood && serving ? serving.version : actionVersion, parameters }, isFallback: !isUnderstood,
  };
}

/** The probabilities, in the order of `actions`: a pure function of its inputs, also years later. */
export function answerAction({ features, evidence, model: { parameters } }: ActionInputs): number[] {
  if (parameters.family === 'nearest-neighbours') return evidence === null ? actions.map(() => 1 / actions.length) : answerFrom(evidence);
  return softmaxShares(parameters.weights, scale({ means: parameters.means, deviations: parameters.deviations }, features), actions.length);
}
