import { describe, expect, it } from 'vitest';
import { chiSquareCdf, chiSquareQuantile, logGamma } from '@/lib/monitoring/core/chi-square';
import { driftOf, minDriftCount } from '@/lib/monitoring/core/drift';
import { binOf } from '@/lib/monitoring/core/metric-scales';
import { seededRandom } from '@/lib/shared/seeded-random';

const edges = Array.from({ length: 33 }, (_, index) => -4 + index / 4);

/** Normal values (Box and Muller) counted into bins. */
function sample(count: number, mean: number, random: () => number): number[] {
  const bins = new Array<number>(edges.length + 1).fill(0);
  for (let index = 0; index < count; index += 1) {
    const value = mean + Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const bin = binOf(edges, value);
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  return bins;
}

describe('chi-square', () => {
  // Abramowitz and Stegun, table 26.8.
  it.each([[0.95, 1, 3.84146], [0.95, 9, 16.919], [0.999, 9, 27.877], [0.5, 10, 9.34182], [0.01, 5, 0.55430], [0.999, 30, 59.703]])('has its %f point with %i degrees of freedom at %f', (probability, degrees, expected) => {
    expect(chiSquareQuantile(probability, degrees)).toBeCloseTo(expected, 3);
  });
  it('is its own inverse', () => {
    for (const degrees of [1, 2, 7, 19, 60]) for (const probability of [0.001, 0.2, 0.5, 0.9, 0.9999]) expect(chiSquareCdf(chiSquareQuantile(probability, degrees), degrees)).toBeCloseTo(probability, 8);
  });
  it('knows the factorials', () => {
    expect(logGamma(6)).toBeCloseTo(Math.log(120), 12);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12);
  });
  it('refuses what is no probability', () => {
    expect(() => chiSquareQuantile(1, 3)).toThrow(RangeError);
    expect(() => chiSquareCdf(1, 0)).toThrow(RangeError);
  });
});

describe('drift', () => {
  it('M9: is seen within one window of 1,000 values whose mean moved by one standard deviation', () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const random = seededRandom(seed);
      const drift = driftOf(sample(5_000, 0, random), sample(1_000, 1, random), edges);
      expect(drift && drift.psi > drift.threshold, `seed ${seed}`).toBe(true);
    }
  });
  it.each([500, 1_000, 5_000])('M9: is claimed at most twice in 200 windows of %i values without any', (count) => {
    let claims = 0;
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = seededRandom(seed * 7_919 + count);
      const drift = driftOf(sample(3 * count, 0, random), sample(count, 0, random), edges);
      if (drift && drift.psi > drift.threshold) claims += 1;
    }
    expect(claims).toBeLessThanOrEqual(2);
  });
  it('says nothing about fewer than 500 values on either side', () => {
    const random = seededRandom(1);
    expect(driftOf(sample(minDriftCount - 1, 0, random), sample(5_000, 3, random), edges)).toBeNull();
    expect(driftOf(sample(5_000, 0, random), sample(minDriftCount - 1, 3, random), edges)).toBeNull();
  });
  it('is zero between a sample and itself, and grows with the distance', () => {
    const before = sample(10_000, 0, seededRandom(3));
    const distances = [0, 0.25, 0.5, 1, 2].map((mean) => driftOf(before, mean === 0 ? before : sample(10_000, mean, seededRandom(4)), edges));
    expect(distances[0]).toMatchObject({ psi: 0, ks: 0, wasserstein: 0 });
    for (const figure of ['psi', 'ks', 'wasserstein'] as const) for (let index = 1; index < distances.length; index += 1) expect(distances[index]?.[figure]).toBeGreaterThan(distances[index - 1]?.[figure] ?? Infinity);
  });
  it('measures Wasserstein in the unit of the metric: a shift of one is one', () => {
    expect(driftOf(sample(50_000, -0.5, seededRandom(5)), sample(50_000, 0.5, seededRandom(6)), edges)?.wasserstein).toBeCloseTo(1, 1);
  });
  it('sees what lies where nothing ever lay', () => {
    const before = new Array<number>(edges.length + 1).fill(0).map((_, index) => (index < 10 ? 100 : 0));
    const now = before.map((count, index) => (index === 30 ? 200 : count));
    const drift = driftOf(before, now, edges);
    expect(drift && drift.psi > drift.threshold).toBe(true);
  });
});
