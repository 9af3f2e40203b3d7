import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataOob, knnShapley, medianReach, softKnnShapley, standardised, thresholdKnnShapley, type LabelledTable } from '@/lib/learning';
import { seededRandom } from '@/lib/shared/seeded-random';
import { bruteForce, hardUtility as hard, softUtility as soft, thresholdUtility as threshold, type Game } from '@/tests/support/shapley-games';

function tableOf(rows: readonly (readonly number[])[], labels: readonly number[]): LabelledTable {
  return { count: rows.length, width: rows[0]?.length ?? 0, features: Float64Array.from(rows.flat()), labels: Int32Array.from(labels) };
}

/** Whole coordinates, so that equal distances occur. */
const games = fc.record({ count: fc.integer({ min: 1, max: 6 }), points: fc.integer({ min: 1, max: 3 }), width: fc.integer({ min: 1, max: 3 }), classCount: fc.integer({ min: 2, max: 3 }), seed: fc.integer({ min: 1, max: 1e6 }) })
  .map(({ count, points, width, classCount, seed }): Game => {
    const random = seededRandom(seed);
    const rows = (size: number) => Array.from({ length: size }, () => Array.from({ length: width }, () => Math.floor(random() * 5)));
    const labels = (size: number) => Array.from({ length: size }, () => Math.floor(random() * classCount));
    return { train: tableOf(rows(count), labels(count)), validation: tableOf(rows(points), labels(points)), classCount };
  });

function expectClose(actual: Float64Array, expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  for (const [row, value] of expected.entries()) expect(Math.abs((actual[row] ?? Number.NaN) - value)).toBeLessThan(1e-12);
}

describe('the value of a row equals the Shapley value over all subsets, to 1e-12', () => {
  it('for hard labels, also with K above the number of rows', () => {
    fc.assert(fc.property(games, fc.integer({ min: 1, max: 10 }), (game, k) => { expectClose(knnShapley(game, k), bruteForce(game.train.count, hard(game, k))); }), { numRuns: 1_000 });
  });
  it('for soft labels', () => {
    fc.assert(fc.property(games, fc.integer({ min: 1, max: 10 }), (game, k) => { expectClose(softKnnShapley(game, k), bruteForce(game.train.count, soft(game, k))); }), { numRuns: 1_000 });
  });
  it('within a radius', () => {
    fc.assert(fc.property(games, fc.constantFrom(0, 1, 1.5, 2, 3, 10), (game, radius) => { expectClose(thresholdKnnShapley(game, radius), bruteForce(game.train.count, threshold(game, radius))); }), { numRuns: 1_000 });
  });
});

describe('row values', () => {
  it('add up to what all rows are worth together', () => {
    fc.assert(fc.property(games, fc.integer({ min: 1, max: 10 }), (game, k) => {
      const all = Array.from({ length: game.train.count }, (_, row) => row);
      expect(knnShapley(game, k).reduce((sum, value) => sum + value, 0)).toBeCloseTo(hard(game, k)(all), 12);
      expect(softKnnShapley(game, k).reduce((sum, value) => sum + value, 0)).toBeCloseTo(soft(game, k)(all) - 1 / game.classCount, 12);
    }));
  });
  it('of equal rows differ only by their place in the file', () => {
    const train = tableOf([[0], [0], [0]], [1, 1, 1]);
    const values = knnShapley({ train, validation: tableOf([[0]], [1]), classCount: 2 }, 3);
    expect(Array.from(values)).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });
  it('of a class that validation never has are never positive', () => {
    const values = knnShapley({ train: tableOf([[0], [1], [2]], [0, 0, 1]), validation: tableOf([[0], [2]], [0, 0]), classCount: 2 }, 1);
    expect(values[2]).toBeLessThanOrEqual(0);
  });
  it('reach as far as half of the points need', () => {
    expect(medianReach({ train: tableOf([[0], [1], [5]], [0, 1, 0]), validation: tableOf([[0], [5], [6]], [0, 0, 0]), classCount: 2 }, 2)).toBe(4);
  });
  it('do not depend on units once standardised', () => {
    const random = seededRandom(4);
    const rows = Array.from({ length: 30 }, () => [random(), random() * 1_000]);
    const labels = rows.map(() => (random() > 0.5 ? 1 : 0));
    const scaled = rows.map(([a = 0, b = 0]) => [a * 1_000, b / 1_000]);
    const values = (all: readonly (readonly number[])[]) => { const [train, validation] = standardised(tableOf(all.slice(0, 20), labels.slice(0, 20)), tableOf(all.slice(20), labels.slice(20))); return Array.from(knnShapley({ train, validation, classCount: 2 }, 3)); };
    values(rows).forEach((value, row) => { expect(value).toBeCloseTo(values(scaled)[row] ?? 0, 9); });
  });
});

describe('Data-OOB', () => {
  /** Two clouds, the label is the cloud; every fifth label is wrong. */
  function clouds(count: number, seed: number): { table: LabelledTable; isWrong: boolean[] } {
    const random = seededRandom(seed);
    const isWrong = Array.from({ length: count }, (_, row) => row % 5 === 0);
    const rows = Array.from({ length: count }, (_, row) => [(row % 2) * 3 + random() + random(), random() * 4, random()]);
    return { table: tableOf(rows, isWrong.map((wrong, row) => (wrong ? 1 - (row % 2) : row % 2))), isWrong };
  }
  it('is between 0 and 1 and lowest where the label is wrong', () => {
    const { table, isWrong } = clouds(300, 3);
    const values = dataOob(table, { classCount: 2, seed: 1 });
    expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
    const lowest = [...values.keys()].toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0)).slice(0, 60);
    expect(lowest.filter((row) => isWrong[row]).length).toBeGreaterThan(45);
  });
  it('is the same to the bit for one seed, and another for another', () => {
    const { table } = clouds(80, 9);
    const once = dataOob(table, { classCount: 2, treeCount: 20, seed: 5 });
    expect(dataOob(table, { classCount: 2, treeCount: 20, seed: 5 })).toEqual(once);
    expect(dataOob(table, { classCount: 2, treeCount: 20, seed: 6 })).not.toEqual(once);
  });
  it('takes one class, constant columns and two rows', () => {
    expect(Array.from(dataOob(tableOf([[1], [1]], [0, 0]), { classCount: 1 }))).toEqual([1, 1]);
    expect(dataOob(tableOf([[1, 1], [1, 1], [1, 1]], [0, 1, 0]), { classCount: 2 }).every((value) => value >= 0 && value <= 1)).toBe(true);
  });
});
