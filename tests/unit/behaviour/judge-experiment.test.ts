import { describe, expect, it } from 'vitest';
import { figuresOf, judgeExperiment, splitChance } from '@/lib/behaviour/core/judge-experiment';
import { seededRandom } from '@/lib/shared/seeded-random';

/** Looks after every ten people of each arm; answers whether it ever said "beyond chance". */
function everBeyondChance(seed: number, rates: readonly [number, number], people: number): boolean {
  const random = seededRandom(seed);
  const [control, treatment]: [number[], number[]] = [[], []];
  for (let person = 0; person < people; person += 1) {
    control.push(random() < rates[0] ? 1 : 0);
    treatment.push(random() < rates[1] ? 1 : 0);
    if (person % 10 === 9 && judgeExperiment(figuresOf(control), figuresOf(treatment)).pValue < 0.05) return true;
  }
  return false;
}

describe('judgeExperiment', () => {
  it('keeps its promise however often it is looked at: of equal versions fewer than one in twenty is called better or worse', () => {
    const wrong = Array.from({ length: 300 }, (_, seed) => everBeyondChance(seed + 1, [0.2, 0.2], 1_000)).filter(Boolean).length;
    expect(wrong / 300).toBeLessThan(0.05);
  });

  it('sees a real difference', () => {
    expect(Array.from({ length: 40 }, (_, seed) => everBeyondChance(seed + 1, [0.2, 0.35], 1_000)).filter(Boolean).length).toBeGreaterThan(36);
  });

  it('is the formula: one point by hand', () => {
    // V = 2 · 0.16 / 400 = 0.0008, τ² = 0.0025, d = 0.08: ln Λ = ½ ln(0.0008 / 0.0033) + 0.0025 · 0.0064 / (2 · 0.0008 · 0.0033)
    const arm = (mean: number) => ({ people: 400, mean, variance: 0.16 });
    const { pValue, interval, difference } = judgeExperiment(arm(0.2), arm(0.28));
    expect(pValue).toBeCloseTo(Math.exp(-(0.5 * Math.log(0.0008 / 0.0033) + (0.0025 * 0.0064) / (2 * 0.0008 * 0.0033))), 9);
    expect(difference).toBeCloseTo(0.08, 12);
    // Just inside the interval of nothing exactly when p is at its limit.
    expect((interval?.[0] ?? 0) > 0).toBe(pValue < 0.05);
  });

  it('says nothing with few people, and that a split is not as drawn', () => {
    expect(judgeExperiment({ people: 19, mean: 0, variance: 0.1 }, { people: 900, mean: 1, variance: 0.1 })).toMatchObject({ pValue: 1, interval: null });
    expect(splitChance(500, 500)).toBeCloseTo(1, 6);
    expect(splitChance(450, 550)).toBeCloseTo(0.001_565, 5);
    expect(splitChance(0, 0)).toBe(1);
  });
});
