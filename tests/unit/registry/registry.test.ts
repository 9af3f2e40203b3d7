import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '@/lib/registry/core/canonical-json';
import { decideStage } from '@/lib/registry/core/decide-stage';
import { judgeCanary } from '@/lib/registry/core/judge-canary';
import { isInShare } from '@/lib/registry/core/pick-share';
import { wilson } from '@/lib/registry/core/wilson';
import { comparedMetrics } from '@/lib/registry/core/version-metrics';
import type { GuardView, VersionMetric } from '@/lib/registry/schema';

const versionId = '0b6a4e3e-6f0e-4f6e-9d9a-000000000000';
const difference = (low: number, high: number, goodIs: 'low' | 'high' = 'low'): VersionMetric => ({ name: 'difference', value: (low + high) / 2, low, high, count: 100, goodIs });
const met = (guards: readonly GuardView[]) => guards.filter((guard) => guard.isMet).map((guard) => guard.guard);

describe('the share of a canary (M11)', () => {
  it('is as large as it says, the same for the same key, and another for another version', () => {
    const keys = Array.from({ length: 20_000 }, (_, index) => `p1_${index}`);
    const chosen = keys.filter((key) => isInShare(versionId, key, 0.1));
    expect(chosen.length / keys.length).toBeGreaterThan(0.09);
    expect(chosen.length / keys.length).toBeLessThan(0.11);
    expect(keys.filter((key) => isInShare(versionId, key, 0.1))).toEqual(chosen);
    const both = chosen.filter((key) => isInShare(`${versionId}x`, key, 0.1));
    expect(both.length / chosen.length).toBeLessThan(0.15);
  });

  it('of nothing is nobody, and a larger share holds a smaller one', () => {
    fc.assert(fc.property(fc.string(), fc.double({ min: 0, max: 0.1, noNaN: true }), (key, share) => {
      expect(isInShare(versionId, key, 0)).toBe(false);
      if (isInShare(versionId, key, share)) expect(isInShare(versionId, key, 0.1)).toBe(true);
    }));
  });
});

describe('a canary goes live', () => {
  const proven = { requestCount: 50, errorShare: 0.02, p95Milliseconds: 200, metrics: [] };
  it.each([
    ['with enough requests, few errors and in time', proven, ['requests', 'errors', 'latency', 'quality']],
    ['not on 49 requests', { ...proven, requestCount: 49 }, ['errors', 'latency', 'quality']],
    ['not with more errors', { ...proven, errorShare: 0.021 }, ['requests', 'latency', 'quality']],
    ['not slowly', { ...proven, p95Milliseconds: 201 }, ['requests', 'errors', 'quality']],
    ['not before anything was measured', { requestCount: 0, errorShare: null, p95Milliseconds: null, metrics: [] }, ['quality']],
    ['not when shown to be worse, less being better', { ...proven, metrics: [difference(0.01, 0.05)] }, ['requests', 'errors', 'latency']],
    ['not when shown to be worse, more being better', { ...proven, metrics: [difference(-0.05, -0.01, 'high')] }, ['requests', 'errors', 'latency']],
    ['when the difference may as well be none', { ...proven, metrics: [difference(-0.01, 0.05)] }, ['requests', 'errors', 'latency', 'quality']],
    ['when it is better', { ...proven, metrics: [difference(0.01, 0.05, 'high')] }, ['requests', 'errors', 'latency', 'quality']],
  ])('%s', (_, facts, guards) => {
    expect(met(judgeCanary(facts))).toEqual(guards);
  });

  it('only from canary, and a live one is never just taken away', () => {
    const unmet = judgeCanary({ ...proven, requestCount: 1 });
    const input = { versionId, reason: 'because' };
    expect(decideStage('CANDIDATE', { ...input, to: 'LIVE' }, [])).toMatchObject({ ok: false, refusal: { code: 'stage-not-possible' } });
    expect(decideStage('CANARY', { ...input, to: 'LIVE' }, unmet)).toMatchObject({ ok: false, refusal: { code: 'canary-not-proven', params: { guard: 'requests', value: 1, limit: 50 } } });
    expect(decideStage('CANARY', { ...input, to: 'LIVE' }, judgeCanary(proven))).toEqual({ ok: true, value: { stage: 'LIVE', share: 0 } });
    expect(decideStage('LIVE', { ...input, to: 'RETIRED' }, [])).toMatchObject({ ok: false });
    expect(decideStage('LIVE', { ...input, to: 'CANARY', percent: 5 }, [])).toMatchObject({ ok: false });
    expect(decideStage('RETIRED', { ...input, to: 'CANARY', percent: 5 }, [])).toEqual({ ok: true, value: { stage: 'CANARY', share: 0.05 } });
  });
});

describe('canonical JSON', () => {
  it('gives equal values equal bytes and comes back as it was', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }));
    expect(canonicalJson({ b: 1, a: [null, { d: 0.1, c: 'x' }] })).toBe('{"a":[null,{"c":"x","d":0.1}],"b":1}');
  });

  it('does not depend on the order in which something was put together', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }), (value) => {
      const text = canonicalJson(value);
      const sorted = Object.keys(value).toSorted();
      expect(canonicalJson(Object.fromEntries(Object.entries(value).toReversed()))).toBe(text);
      expect(text).toBe(`{${sorted.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`).join(',')}}`);
    }));
    expect(canonicalJson({ a: undefined, b: [{ d: 2, c: 1 }], 10: 1, 9: 2 })).toBe('{"10":1,"9":2,"b":[{"c":1,"d":2}]}');
  });

  it.each([['NaN', Number.NaN], ['infinity', Number.POSITIVE_INFINITY], ['a map', new Map()], ['a date', new Date(0)], ['a function', () => 1], ['a big integer', 1n]])('refuses %s', (_, value) => {
    expect(() => canonicalJson({ value })).toThrow(RangeError);
  });
});

it('a difference from itself is nothing, with an interval of nothing', () => {
  const values = Array.from({ length: 50 }, (_, index) => Math.sin(index));
  expect(comparedMetrics({ name: 'log-loss', goodIs: 'low', values, groups: values.map((_, index) => index) }, values)[1]).toEqual({ name: 'difference', value: 0, low: 0, high: 0, count: 50, goodIs: 'low' });
});

it.each([
  // Newcombe 1998, table I, method 3 (Wilson's score without continuity correction).
  [81, 263, 0.2553, 0.3662], [15, 148, 0.0624, 0.1605], [0, 20, 0, 0.1611], [1, 29, 0.0061, 0.1718],
])('%i of %i lies between %f and %f', (hits, count, low, high) => {
  const [from, to] = wilson(hits / count, count);
  expect(from).toBeCloseTo(low, 4);
  expect(to).toBeCloseTo(high, 4);
});
