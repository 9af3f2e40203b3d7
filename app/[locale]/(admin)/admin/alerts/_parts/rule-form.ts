import { listMetrics, saveRuleInput, type ModelName, type RuleParameters, type RuleView, type SaveRuleInput } from '@/lib/monitoring/schema';

/** A rule as somebody types it. */
export type RuleForm = {
  readonly model: ModelName; readonly metric: string; readonly kind: RuleParameters['kind']; readonly severity: 'WARNING' | 'CRITICAL';
  readonly statistic: string; readonly comparison: string; readonly value: string; readonly ratio: string; readonly minCount: string;
  readonly windowMinutes: string; readonly forMinutes: string; readonly isEnabled: boolean;
};

export const blankRule: RuleForm = {
  model: 'exchange', metric: 'latency', kind: 'threshold', severity: 'WARNING', statistic: 'p95', comparison: 'above', value: '500', ratio: '25', minCount: '50', windowMinutes: '60', forMinutes: '5', isEnabled: true,
};

export function formOf({ model, metric, parameters, severity, windowSeconds, forSeconds, isEnabled }: RuleView): RuleForm {
  const compared = parameters.kind === 'threshold' || parameters.kind === 'change' ? { statistic: parameters.statistic, comparison: parameters.comparison, minCount: String(parameters.minCount) } : {};
  return {
    ...blankRule, ...compared, model: model as ModelName, metric, kind: parameters.kind, severity, windowMinutes: String(windowSeconds / 60), forMinutes: String(forSeconds / 60), isEnabled,
    ...(parameters.kind === 'threshold' ? { value: String(parameters.value) } : {}), ...(parameters.kind === 'change' ? { ratio: String(parameters.ratio * 100) } : {}),
  };
}

/** Null while something typed isn't a rule. The server asks the same schema again. */
export function ruleOf(form: RuleForm): SaveRuleInput | null {
  const number = (text: string) => (text.trim() === '' ? Number.NaN : Number(text.replace(',', '.')));
  const metrics = listMetrics(form.model).filter(([, scale]) => form.kind !== 'drift' || scale.isDrift);
  const metric = metrics.some(([name]) => name === form.metric) ? form.metric : (metrics[0]?.[0] ?? '');
  const compared = { statistic: form.statistic, comparison: form.comparison, minCount: number(form.minCount) };
  const parameters = {
    threshold: { kind: 'threshold', ...compared, value: number(form.value) }, change: { kind: 'change', ...compared, ratio: number(form.ratio) / 100 }, absence: { kind: 'absence' }, drift: { kind: 'drift' },
  }[form.kind];
  const parsed = saveRuleInput.safeParse({
    model: form.model, metric, parameters, severity: form.severity, windowSeconds: Math.round(number(form.windowMinutes) * 60), forSeconds: Math.round(number(form.forMinutes) * 60), isEnabled: form.isEnabled,
  });
  return parsed.success ? parsed.data : null;
}
