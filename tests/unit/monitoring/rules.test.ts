import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideAlert } from '@/lib/monitoring/core/decide-alert';
import { defaultRules } from '@/lib/monitoring/core/default-rules';
import { evaluateRule } from '@/lib/monitoring/core/evaluate-rule';
import { binOf, findScale, metricScales } from '@/lib/monitoring/core/metric-scales';
import { mergeSummaries, quantileOf, statisticOf, type Summary } from '@/lib/monitoring/core/summary';
import { prometheusText } from '@/lib/monitoring/core/prometheus-text';
import { toCsv } from '@/lib/shared/to-csv';
import { saveRuleInput } from '@/lib/monitoring/schema';

const edges = [1, 2, 5, 10, 20, 50, 100];

function summaryOf(values: readonly number[]): Summary {
  const bins = new Array<number>(edges.length + 1).fill(0);
  for (const value of values) { const bin = binOf(edges, value); bins[bin] = (bins[bin] ?? 0) + 1; }
  return { count: values.length, sum: values.reduce((a, b) => a + b, 0), min: Math.min(...values), max: Math.max(...values), bins, demoCount: 0 };
}

describe('summaries', () => {
  it('merge to what all values together would have given', () => {
    fc.assert(fc.property(fc.array(fc.array(fc.double({ min: 0, max: 200, noNaN: true }), { minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 5 }), (parts) => {
      const merged = mergeSummaries(parts.map(summaryOf));
      const whole = summaryOf(parts.flat());
      expect(merged).toMatchObject({ count: whole.count, min: whole.min, max: whole.max, bins: whole.bins });
      expect(merged?.sum).toBeCloseTo(whole.sum, 6);
    }));
  });
  it('give a quantile that is in the right bin and between the smallest and the largest value', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 200, noNaN: true }), { minLength: 1, maxLength: 50 }), fc.double({ min: 0.01, max: 1, noNaN: true }), (values, share) => {
      const summary = summaryOf(values);
      const exact = values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(share * values.length - 1e-9) - 1)] ?? 0;
      const found = quantileOf(summary, share, edges);
      expect(found).toBeGreaterThanOrEqual(summary.min);
      expect(found).toBeLessThanOrEqual(summary.max);
      const bin = binOf(edges, exact);
      expect(found).toBeGreaterThanOrEqual(edges[bin - 1] ?? 0);
      expect(found).toBeLessThanOrEqual(edges[bin] ?? 200);
    }), { examples: [[[0, 0, 0, 0, 1.3685010470627236e-27], 1]] });
  });
  it('of nothing are nothing', () => {
    expect(mergeSummaries([])).toBeNull();
  });
  it('know their mean and their number', () => {
    expect(statisticOf(summaryOf([1, 2, 6]), 'mean', edges)).toBe(3);
    expect(statisticOf(summaryOf([1, 2, 6]), 'count', edges)).toBe(3);
  });
});

describe('a rule', () => {
  const facts = { edges, current: summaryOf(Array.from({ length: 30 }, () => 40)), reference: summaryOf(Array.from({ length: 90 }, () => 8)) };
  it('fires beyond its limit and not at it', () => {
    const rule = (value: number) => evaluateRule({ ...facts, parameters: { kind: 'threshold', statistic: 'mean', comparison: 'above', value, minCount: 20 } });
    expect(rule(39)).toEqual({ state: 'firing', value: 40, threshold: 39 });
    expect(rule(40).state).toBe('ok');
  });
  it('never fires for want of data', () => {
    for (const parameters of [
      { kind: 'threshold', statistic: 'mean', comparison: 'above', value: 0, minCount: 31 }, { kind: 'change', statistic: 'mean', comparison: 'above', ratio: 0.1, minCount: 31 }, { kind: 'drift', referenceSeconds: 86_400 },
    ] as const) expect(evaluateRule({ ...facts, parameters })).toEqual({ state: 'not-enough-data', value: null, threshold: null });
    expect(evaluateRule({ edges, current: null, reference: null, parameters: { kind: 'absence' } }).state).toBe('not-enough-data');
  });
  it('about a change compares with the three spans before, and counts with a third of theirs', () => {
    expect(evaluateRule({ ...facts, parameters: { kind: 'change', statistic: 'mean', comparison: 'above', ratio: 0.5, minCount: 10 } })).toEqual({ state: 'firing', value: 40, threshold: 12 });
    expect(evaluateRule({ ...facts, parameters: { kind: 'change', statistic: 'count', comparison: 'below', ratio: 0.25, minCount: 10 } })).toEqual({ state: 'ok', value: 30, threshold: 22.5 });
  });
  it('about absence fires when what used to be heard is silent', () => {
    expect(evaluateRule({ edges, current: null, reference: facts.reference, parameters: { kind: 'absence' } }).state).toBe('firing');
    expect(evaluateRule({ ...facts, parameters: { kind: 'absence' } }).state).toBe('ok');
  });
  it('of the default set is valid, and each is its own', () => {
    for (const rule of defaultRules) expect(saveRuleInput.safeParse(rule).success, `${rule.model} ${rule.metric}`).toBe(true);
    expect(new Set(defaultRules.map((rule) => `${rule.model} ${rule.metric} ${rule.parameters.kind}`)).size).toBe(defaultRules.length);
  });
  it('about a metric that is none, or drift of a yes and no, is refused', () => {
    const rule = { model: 'price', metric: 'error', parameters: { kind: 'drift' }, severity: 'WARNING', windowSeconds: 3_600, forSeconds: 0 };
    expect(saveRuleInput.safeParse(rule).error?.issues[0]?.path).toEqual(['parameters']);
    expect(saveRuleInput.safeParse({ ...rule, metric: 'constructor', parameters: { kind: 'absence' } }).error?.issues[0]?.path).toEqual(['metric']);
    expect(findScale('__proto__', 'toString')).toBeNull();
  });
});

describe('an alert', () => {
  const now = new Date('2026-11-24T10:00:00Z');
  const before = (seconds: number) => new Date(now.getTime() - seconds * 1_000);
  const moment = { state: 'firing', now, pendingSince: null, forSeconds: 300, silencedUntil: null, hasOpenAlert: false } as const;
  it('waits until its condition has held for its time', () => {
    expect(decideAlert(moment)).toEqual({ pendingSince: now, action: 'none' });
    expect(decideAlert({ ...moment, pendingSince: before(299) }).action).toBe('none');
    expect(decideAlert({ ...moment, pendingSince: before(300) }).action).toBe('raise');
    expect(decideAlert({ ...moment, forSeconds: 0 }).action).toBe('raise');
  });
  it('begins to wait anew after a break', () => {
    expect(decideAlert({ ...moment, state: 'ok', pendingSince: before(200) })).toEqual({ pendingSince: null, action: 'none' });
    expect(decideAlert({ ...moment, state: 'not-enough-data', pendingSince: before(200) }).pendingSince).toBeNull();
  });
  it('is raised once, kept while it lasts, and resolved by itself', () => {
    expect(decideAlert({ ...moment, pendingSince: before(999), hasOpenAlert: true }).action).toBe('keep');
    expect(decideAlert({ ...moment, state: 'ok', hasOpenAlert: true }).action).toBe('resolve');
  });
  it('is neither raised nor resolved by data that ran out', () => {
    expect(decideAlert({ ...moment, state: 'not-enough-data', hasOpenAlert: true }).action).toBe('none');
  });
  it('is held back by a silence until it ends; what is open still resolves', () => {
    const silenced = { ...moment, pendingSince: before(999), silencedUntil: new Date(now.getTime() + 1) };
    expect(decideAlert(silenced).action).toBe('none');
    expect(decideAlert({ ...silenced, silencedUntil: now }).action).toBe('raise');
    expect(decideAlert({ ...silenced, state: 'ok', hasOpenAlert: true }).action).toBe('resolve');
  });
});

describe('scales', () => {
  it('have rising edges and put every value into exactly one bin', () => {
    for (const [model, metrics] of Object.entries(metricScales)) for (const [metric, scale] of Object.entries(metrics)) {
      const own: readonly number[] = scale.edges;
      expect(own.every((edge, index) => index === 0 || edge > (own[index - 1] ?? Infinity)), `${model} ${metric}`).toBe(true);
      for (const value of [-1e9, 0, 0.5, 1, 3, 1e9]) expect(binOf(own, value)).toBe(own.filter((edge) => edge <= value).length);
    }
  });
});

describe('what leaves', () => {
  it('as Prometheus text counts upwards and ends in the total', () => {
    const latency = { count: 3, sum: 12.5, min: 0.05, max: 12, bins: [1, 0, 0, 0, 1, 0, 1, ...new Array<number>(10).fill(0)], demoCount: 0 };
    const text = prometheusText([{ model: 'price', metric: 'latency', summary: latency }], [{ model: 'price', severity: 'WARNING', count: 2n }]);
    expect(text).toContain('# TYPE databourse_latency histogram');
    expect(text).toContain('databourse_latency_bucket{model="price",le="2"} 2'.replace('"2"', '"5"'));
    expect(text).toContain('databourse_latency_bucket{model="price",le="+Inf"} 3\ndatabourse_latency_sum{model="price"} 12.5\ndatabourse_latency_count{model="price"} 3');
    expect(text).toContain('databourse_open_alerts{model="price",severity="warning"} 2');
    expect(text).not.toContain('NaN');
  });
  it('as CSV is quoted, and no cell is a formula', () => {
    expect(toCsv(['a', 'b'], [['=1+1', 'say "x", y'], ['+', null], ['-2', -2]])).toBe('a,b\r\n\'=1+1,"say ""x"", y"\r\n\'+,\r\n-2,-2\r\n');
  });
});
