import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { dataOob, knnShapley, lowerGroup, softKnnShapley, type LabelledTable } from '@/lib/learning';
import { seededRandom, type Random } from '@/lib/shared/seeded-random';
import { median, round } from '../median';
import type { BenchRow } from '../suites';
import { verdict } from './verdict';

const [trainCount, validationCount, flipShare, publishedRuns] = [1_000, 100, 0.2, 25];

/**
 * Figures of the peers: LossVal's repository, 1,000 training rows, 100 validation rows with noise too, exactly 20 % of labels flipped in both, K = 100, features standardised over the whole
 * table before anything is drawn from it (OpenDataVal's loader, which they use), F1 of exact
 * two-means on the values. They were measured on the tables as OpenML has them. Of pol, 5,041 of its 15,000 rows are of the smaller class, where the tables at hand are balanced: in
 * many of the published runs KNN-Shapley's low group is simply everything labelled so (its F1 equals that of two other methods to the last digit, as 400 of 1,000 rows would have it).
 * So pol is measured twice, balanced and with the classes as they were published. K = 100 shows that the published figure is reproduced: it lies within two standard errors of the
 * difference of both means, theirs over 25 runs and ours over 100. K = 10 is what this exchange uses, and is held to the published figure itself.
 */
const published: Readonly<Record<string, Readonly<Record<string, number>>>> = { '2dplanes': { 'knn-shapley': 0.467, 'data-oob': 0.587, random: 0.287 }, pol: { 'knn-shapley': 0.45, 'data-oob': 0.614, random: 0.281 } };

/** How well the value of a row finds labels that were flipped on purpose. */
export function labelNoise(path: string, table: '2dplanes' | 'pol', say: (line: string) => void): BenchRow[] {
  const rows = readTable(path);
  return table === 'pol' ? [...measure(rows, { table, what: 'pol, balanced', smallerShare: null }, say), ...measure(rows, { table, what: 'pol, classes as published', smallerShare: 5_041 / 15_000 }, say)] : measure(rows, { table, what: table, smallerShare: null }, say);
}

type Setting = { readonly table: '2dplanes' | 'pol'; readonly what: string; /** Of the class that was the smaller one; null: as the rows come. */ readonly smallerShare: number | null };

function measure(raw: ReturnType<typeof readTable>, { table, what, smallerShare }: Setting, say: (line: string) => void): BenchRow[] {
  const rows = standardisedWhole(raw, smallerShare);
  const methods: readonly (readonly [string, number, (train: LabelledTable, validation: LabelledTable, seed: number) => Float64Array])[] = [
    ['random', 25, (train, _, seed) => { const random = seededRandom(seed); return Float64Array.from({ length: train.count }, () => random()); }],
    ['knn-shapley', 100, (train, validation) => knnShapley({ train, validation, classCount: 2 }, 100)],
    ['knn-shapley, K = 10', 25, (train, validation) => knnShapley({ train, validation, classCount: 2 }, 10)],
    ['soft-label, K = 10', 25, (train, validation) => softKnnShapley({ train, validation, classCount: 2 }, 10)],
    ['data-oob', 10, (train, _, seed) => dataOob(train, { classCount: 2, seed })],
  ];
  return methods.map(([method, runs, valuesOf]) => {
    say(`label noise: ${what}, ${method}`);
    const scores: number[] = [];
    const milliseconds: number[] = [];
    for (let seed = 1; seed <= runs; seed += 1) {
      const { train, validation, isFlipped } = noisySplit(rows, seededRandom(seed * 101), smallerShare);
      const startedAt = performance.now();
      const values = valuesOf(train, validation, seed);
      milliseconds.push(performance.now() - startedAt);
      scores.push(f1(lowerGroup(values), isFlipped));
    }
    const mean = scores.reduce((sum, score) => sum + score, 0) / runs;
    // Runs over other rows and flips differ as ours do.
    const apart = standardError(scores) * Math.sqrt(1 + runs / publishedRuns);
    const peer = published[table]?.[method.split(',')[0] ?? ''];
    // What the same rows allow is held against what was published; a balanced pol is another table.
    const isPeer = peer !== undefined && what !== 'pol, balanced' && method !== 'random';
    return { what: `label noise F1, ${what}`, method, value: round(mean, 3), standardError: round(standardError(scores), 3), published: peer ?? '', ratio: peer === undefined ? '' : round(mean / peer, 2), runs, milliseconds: round(median(milliseconds), 1), goal: !isPeer ? '' : method === 'knn-shapley' ? verdict([Math.abs(mean - peer) <= 2 * apart || mean >= peer], `${peer} as published lies within ${round(mean - 2 * apart, 3)} to ${round(mean + 2 * apart, 3)}, two standard errors of the difference, or below`) : verdict([mean >= peer], `at least ${peer} as published`) };
  });
}

/** Mean 0 and deviation 1 over the whole table; where it is drawn from with other classes than it has, over what it would then be. */
function standardisedWhole(rows: ReturnType<typeof readTable>, smallerShare: number | null): ReturnType<typeof readTable> {
  const ofSmaller = rows.filter((row) => row.label === smallerLabel).length / rows.length;
  const weightOf = (label: number): number => (smallerShare === null ? 1 : label === smallerLabel ? smallerShare / ofSmaller : (1 - smallerShare) / (1 - ofSmaller));
  const width = rows[0]?.features.length ?? 0;
  const moments = Array.from({ length: width }, (_, column) => {
    const mean = rows.reduce((sum, row) => sum + weightOf(row.label) * (row.features[column] ?? 0), 0) / rows.length;
    const variance = rows.reduce((sum, row) => sum + weightOf(row.label) * ((row.features[column] ?? 0) - mean) ** 2, 0) / rows.length;
    return { mean, deviation: Math.sqrt(variance) + 1e-8 };
  });
  return rows.map(({ features, label }) => ({ label, features: features.map((value, column) => (value - (moments[column]?.mean ?? 0)) / (moments[column]?.deviation ?? 1)) }));
}

/** Of the mean over runs: what the choice of rows and flips alone makes of it. Published means over as many runs have one of their own. */
function standardError(scores: readonly number[]): number {
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / Math.max(1, scores.length - 1) / scores.length);
}

function readTable(path: string): { readonly features: number[]; readonly label: number }[] {
  const [, ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  return lines.map((line) => { const cells = line.split(',').map(Number); return { features: cells.slice(0, -1), label: cells.at(-1) ?? 0 }; });
}

function noisySplit(rows: ReturnType<typeof readTable>, random: Random, smallerShare: number | null): { readonly train: LabelledTable; readonly validation: LabelledTable; readonly isFlipped: readonly boolean[] } {
  const shuffled = shuffle(rows, random);
  const count = trainCount + validationCount;
  const fewer = smallerShare === null ? 0 : Math.round(count * smallerShare);
  const picked = smallerShare === null ? shuffled.slice(0, count) : shuffle([...shuffled.filter((row) => row.label === smallerLabel).slice(0, fewer), ...shuffled.filter((row) => row.label !== smallerLabel).slice(0, count - fewer)], random);
  // Exactly a fifth of either part.
  const flipped = new Set([...shuffle(range(0, trainCount), random).slice(0, flipShare * trainCount), ...shuffle(range(trainCount, count), random).slice(0, flipShare * validationCount)]);
  const isFlipped = picked.map((_, index) => flipped.has(index));
  const width = picked[0]?.features.length ?? 0;
  const table = (from: number, to: number): LabelledTable => ({
    count: to - from, width, features: Float64Array.from(picked.slice(from, to).flatMap((row) => row.features)),
    labels: Int32Array.from(picked.slice(from, to), (row, index) => (isFlipped[from + index] ? 1 - row.label : row.label)),
  });
  return { train: table(0, trainCount), validation: table(trainCount, trainCount + validationCount), isFlipped: isFlipped.slice(0, trainCount) };
}

/** OpenML binarises at the mean and calls what lies below it positive: most of pol, 1 in these files. */
const smallerLabel = 0;
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

function shuffle<Item>(items: readonly Item[], random: Random): Item[] {
  return items.map((item) => ({ item, key: random() })).toSorted((a, b) => a.key - b.key).map(({ item }) => item);
}

function f1(found: readonly boolean[], wanted: readonly boolean[]): number {
  const hits = found.filter((is, index) => is && wanted[index]).length;
  return (2 * hits) / Math.max(1, found.filter(Boolean).length + wanted.filter(Boolean).length);
}
