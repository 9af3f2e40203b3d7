import type { RuleParameters, RuleState } from '../schema';
import { driftOf } from './drift';
import { statisticOf, type Summary } from './summary';

export type Evaluation = { readonly state: RuleState; readonly value: number | null; readonly threshold: number | null };
export type RuleFacts = {
  readonly parameters: RuleParameters;
  readonly edges: readonly number[];
  /** Of the rule's window; null when nothing was reported in it. */
  readonly current: Summary | null;
  /** Of what lies before the window: three windows for a change, the reference span for drift. */
  readonly reference: Summary | null;
};

const unknown: Evaluation = { state: 'not-enough-data', value: null, threshold: null };

/** Whether what a rule watches for is so. Never fires for want of data; only a rule about absence reads silence, and only after something had been heard. */
export function evaluateRule({ parameters, edges, current, reference }: RuleFacts): Evaluation {
  switch (parameters.kind) {
    case 'absence':
      if (current) return { state: 'ok', value: current.count, threshold: 1 };
      return reference ? { state: 'firing', value: 0, threshold: 1 } : unknown;
    case 'threshold': {
      if (!current || current.count < parameters.minCount) return unknown;
      const value = statisticOf(current, parameters.statistic, edges);
      return { state: isBeyond(value, parameters.value, parameters.comparison), value, threshold: parameters.value };
    }
    case 'change': {
      if (!current || !reference || current.count < parameters.minCount || reference.count < parameters.minCount) return unknown;
      // A count grows with the span it is taken over, which is three times as long before.
      const before = statisticOf(reference, parameters.statistic, edges) / (parameters.statistic === 'count' ? 3 : 1);
      const value = statisticOf(current, parameters.statistic, edges);
      const threshold = before * (parameters.comparison === 'above' ? 1 + parameters.ratio : Math.max(0, 1 - parameters.ratio));
      return { state: isBeyond(value, threshold, parameters.comparison), value, threshold };
    }
    case 'drift': {
      const drift = current && reference ? driftOf(reference.bins, current.bins, edges) : null;
      return drift ? { state: drift.psi > drift.threshold ? 'firing' : 'ok', value: drift.psi, threshold: drift.threshold } : unknown;
    }
  }
}

function isBeyond(value: number, limit: number, comparison: 'above' | 'below'): RuleState {
  return (comparison === 'above' ? value > limit : value < limit) ? 'firing' : 'ok';
}
