import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dataOob, knnShapley, labelNoise, lowerGroup, standardised, type LabelledTable } from '@/lib/learning';
import { seededRandom } from '@/lib/shared/seeded-random';

const path = '../shared/data/openml/pol.csv';

/** 1,000 rows of OpenML's pol with a share of the labels turned round. */
function pol(flipShare: number): { readonly table: LabelledTable; readonly isFlipped: readonly boolean[] } {
  if (!existsSync(path)) throw new Error(`This test reads ${path}, which is not there`);
  const random = seededRandom(7);
  const rows = readFileSync(path, 'utf8').trim().split(/\r?\n/).slice(1).map((line) => ({ cells: line.split(',').map(Number), key: random() })).toSorted((a, b) => a.key - b.key).slice(0, 1_000);
  const isFlipped = rows.map(() => random() < flipShare);
  const width = (rows[0]?.cells.length ?? 1) - 1;
  return { isFlipped, table: { count: rows.length, width, features: Float64Array.from(rows.flatMap(({ cells }) => cells.slice(0, width))), labels: Int32Array.from(rows, ({ cells }, row) => (isFlipped[row] ? 1 - (cells[width] ?? 0) : (cells[width] ?? 0))) } };
}

describe('labels that look wrong', () => {
  it('are few in a clean table', () => {
    const { share, oobShare } = labelNoise(pol(0).table, { classCount: 2, treeCount: 100 });
    expect(share).toBeLessThan(0.03);
    expect(oobShare).toBeLessThan(0.06);
  });
  it('lie around how many were turned round, and are mostly those', () => {
    const { table, isFlipped } = pol(0.2);
    const { share, suspect, oobShare, shapleyShare } = labelNoise(table, { classCount: 2, treeCount: 100 });
    expect(share).toBeGreaterThan(0.05);
    expect(share).toBeLessThan(0.2);
    expect(oobShare).toBeGreaterThan(0.2);
    expect(oobShare).toBeLessThan(0.3);
    expect(share).toBeLessThanOrEqual(Math.min(oobShare, shapleyShare));
    const hits = suspect.filter((is, row) => is && isFlipped[row]).length;
    // F1 above the .614 published for Data-OOB on this table (LossVal's repository, 20 % noise).
    expect((2 * hits) / (suspect.filter(Boolean).length + isFlipped.filter(Boolean).length)).toBeGreaterThan(0.7);
  });
  it('are the same for the same seed, and few rows are refused', () => {
    const { table } = pol(0.1);
    expect(labelNoise(table, { classCount: 2, treeCount: 20 })).toEqual(labelNoise(table, { classCount: 2, treeCount: 20 }));
    expect(() => labelNoise({ count: 4, width: 1, features: new Float64Array(4), labels: new Int32Array(4) }, { classCount: 2 })).toThrow(RangeError);
  });
});

/** 1,000 rows to value and 100 to value them by, exactly a fifth of the labels of either turned round, as OpenDataVal and LossVal do it. */
function noisySplit(table: '2dplanes' | 'pol', seed: number): { readonly train: LabelledTable; readonly validation: LabelledTable; readonly isFlipped: readonly boolean[] } {
  const file = `../shared/data/openml/${table}.csv`;
  if (!existsSync(file)) throw new Error(`This test reads ${file}, which is not there`);
  const random = seededRandom(seed);
  const rows = readFileSync(file, 'utf8').trim().split(/\r?\n/).slice(1).map((line) => ({ cells: line.split(',').map(Number), key: random() })).toSorted((a, b) => a.key - b.key).slice(0, 1_100);
  const width = (rows[0]?.cells.length ?? 1) - 1;
  // The rows come in random order, so every fifth is a random fifth.
  const part = (from: number, to: number): LabelledTable => ({ count: to - from, width, features: Float64Array.from(rows.slice(from, to).flatMap(({ cells }) => cells.slice(0, width))), labels: Int32Array.from(rows.slice(from, to), ({ cells }, row) => (row % 5 === 0 ? 1 - (cells[width] ?? 0) : (cells[width] ?? 0))) });
  const [train, validation] = standardised(part(0, 1_000), part(1_000, 1_100));
  return { train, validation, isFlipped: Array.from({ length: 1_000 }, (_, row) => row % 5 === 0) };
}

function f1(found: readonly boolean[], wanted: readonly boolean[]): number {
  return (2 * found.filter((is, row) => is && wanted[row]).length) / (found.filter(Boolean).length + wanted.filter(Boolean).length);
}

// The goals: LossVal's repository, 20 % noise, 25 runs. The bench holds more runs, and pol with the classes as it was published, against them.
it.each([['2dplanes', 0.467, 0.587], ['pol', 0.45, 0.614]] as const)('turned round labels of %s are found at least as well as published: KNN-Shapley %d, Data-OOB %d', (table, knn, oob) => {
  const mean = (seeds: number, score: (seed: number) => number): number => Array.from({ length: seeds }, (_, index) => score(index + 1)).reduce((sum, value) => sum + value, 0) / seeds;
  expect(mean(10, (seed) => { const { train, validation, isFlipped } = noisySplit(table, seed); return f1(lowerGroup(knnShapley({ train, validation, classCount: 2 }, 10)), isFlipped); })).toBeGreaterThanOrEqual(knn);
  expect(mean(2, (seed) => { const { train, isFlipped } = noisySplit(table, seed); return f1(lowerGroup(dataOob(train, { classCount: 2, seed })), isFlipped); })).toBeGreaterThanOrEqual(oob);
}, 60_000);
