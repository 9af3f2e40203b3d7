import { describe, expect, it } from 'vitest';
import { geometricNoise } from '@/lib/datasets/core/privacy/noise';
import { seededRandom } from '@/lib/shared/seeded-random';

describe('D10: the noise of public counts', () => {
  it.each([0.5, 1, 2])('is two-sided geometric for an epsilon of %d: each whole number as often as its formula says', (epsilon) => {
    const random = seededRandom(5);
    const draws = 60_000;
    const counts = new Map<number, number>();
    for (let draw = 0; draw < draws; draw += 1) { const noise = geometricNoise(epsilon, random); counts.set(noise, (counts.get(noise) ?? 0) + 1); }
    const alpha = Math.exp(-epsilon);
    // P(z) = (1 - a) / (1 + a) a^|z|; four standard errors.
    for (let z = -3; z <= 3; z += 1) {
      const p = ((1 - alpha) / (1 + alpha)) * alpha ** Math.abs(z);
      expect(Math.abs((counts.get(z) ?? 0) / draws - p), `${z}`).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / draws));
    }
    expect([...counts.keys()].every(Number.isInteger)).toBe(true);
  });
});
