import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Candidate } from '@/lib/pricing/core/candidate';
import { findNeighbours, weightedMedian } from '@/lib/pricing/core/comparables';
import { conformalQuantile, type Residual } from '@/lib/pricing/core/conformal';
import { indexMarket } from '@/lib/pricing/core/market-index';
import { standardParameters } from '@/lib/pricing/core/price-parameters';
import { seededRandom } from '@/lib/shared/seeded-random';
import { median, round } from '../median';
import type { BenchRow } from '../suites';

type Row = Candidate & { readonly logPrice: number };

/** Real prices of five exchanges, each predicted from other providers' listings only: a random split would let a provider's own price list tell the answer. */
export async function predictRealPrices(folder: string, say: (line: string) => void): Promise<BenchRow[]> {
  if (!existsSync(folder)) throw new Error(`${folder} is missing: set BENCH_DATA to the folder that holds dadada/.`);
  const rows = await readRows(folder);
  say(`real prices: ${rows.length} listings of ${new Set(rows.map((row) => row.sellerId)).size} providers`);
  const methods: readonly (readonly [string, (row: Row, others: readonly Row[]) => number])[] = [
    ['median of all', (_, others) => median(others.map((other) => other.logPrice))],
    ['median of field and mode', (row, others) => {
      const alike = others.filter((other) => other.licenceCode === row.licenceCode && other.category === row.category);
      const sameMode = others.filter((other) => other.category === row.category);
      return median((alike.length >= 3 ? alike : sameMode.length > 0 ? sameMode : others).map((other) => other.logPrice));
    }],
  ];
  // Neighbours are never of the same seller, so one index leaves each provider out in turn.
  const market = indexMarket(rows);
  const logPrices = new Map(rows.map((row) => [row.listingId, row.logPrice]));
  const near = new Map(rows.map((row) => [row.listingId, findNeighbours(row, market, standardParameters).map((found) => ({ value: logPrices.get(found.listingId) ?? 0, weight: found.similarity ** 4 }))]));
  const errorsOf = (predict: (row: Row, others: readonly Row[]) => number): { row: Row; error: number }[] => [...grouped(rows)].flatMap(([seller, own]) => {
    const others = rows.filter((row) => row.sellerId !== seller);
    return own.map((row) => ({ row, error: predict(row, others) - row.logPrice }));
  });
  const results: { name: string; errors: { row: Row; error: number }[] }[] = methods.map(([name, predict]) => ({ name, errors: errorsOf(predict) }));
  const fallback = (others: readonly Row[]): number => median(others.map((other) => other.logPrice));
  results.push({ name: 'k-nearest baseline, mean of 20', errors: errorsOf((row, others) => { const found = near.get(row.listingId) ?? []; return found.length === 0 ? fallback(others) : mean(found.map(({ value }) => value)); }) });
  const engine = errorsOf((row, others) => { const found = near.get(row.listingId) ?? []; return found.length === 0 ? fallback(others) : weightedMedian(found); });
  results.push({ name: 'engine', errors: engine });
  const base = mean(results[0]?.errors.map(({ error }) => Math.abs(error)) ?? []);
  return [
    ...results.map(({ name, errors }) => {
      const absolute = errors.map(({ error }) => Math.abs(error));
      const spread = mean(rows.map((row) => row.logPrice));
      return {
        what: 'real prices, |ln| error, by provider', method: name, value: round(mean(absolute), 3), published: name === 'engine' ? 1.374 : '', ratio: round(mean(absolute) / base, 3), median: round(median(absolute), 3),
        withinTwice: round(absolute.filter((error) => error <= Math.LN2).length / absolute.length, 3), r2: round(1 - mean(errors.map(({ error }) => error ** 2)) / mean(rows.map((row) => (row.logPrice - spread) ** 2)), 3), runs: rows.length,
      };
    }),
    coverage(engine),
  ];
}

/** Does the 80% range hold for providers it was not made from? Residuals of half of the providers, covered share of the other half. */
function coverage(errors: readonly { row: Row; error: number }[]): BenchRow {
  const shares = Array.from({ length: 20 }, (_, seed) => {
    const random = seededRandom(seed + 1);
    const isKnown = new Map([...new Set(errors.map(({ row }) => row.sellerId))].toSorted().map((seller) => [seller, random() < 0.5]));
    const known: Residual[] = errors.filter(({ row }) => isKnown.get(row.sellerId)).map(({ row, error }) => ({ sellerId: row.sellerId, distance: Math.abs(error) }));
    const quantile = conformalQuantile(known, 0.8);
    const others = errors.filter(({ row }) => !isKnown.get(row.sellerId));
    const perSeller = new Map<string, number[]>();
    for (const { row, error } of others) perSeller.set(row.sellerId, [...(perSeller.get(row.sellerId) ?? []), Math.abs(error) <= (quantile?.distance ?? Number.POSITIVE_INFINITY) ? 1 : 0]);
    return mean([...perSeller.values()].map(mean));
  });
  return { what: 'real prices, 80% range, share covered', method: 'engine, new providers', value: round(mean(shares), 3), published: 0.8, ratio: round(mean(shares) / 0.8, 3), runs: shares.length };
}

function grouped(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row.sellerId, [...(groups.get(row.sellerId) ?? []), row]);
  return groups;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

async function readRows(folder: string): Promise<Row[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const db = await instance.connect();
  try {
    const files = readdirSync(folder).filter((name) => name.endsWith('.csv')).toSorted();
    const rows = (await Promise.all(files.map(async (name) => (await db.runAndReadAll(`select title, description, category_aws, price_mode, provider, platform, price::double from read_csv('${join(folder, name).replaceAll("'", "''")}', all_varchar = true, parallel = false) where try_cast(price as double) > 0`)).getRows()))).flat();
    return rows.map((row, index): Row => {
      const [title, description, category, mode, provider, platform, price] = row;
      const seller = String(provider ?? platform);
      return {
        listingId: `r${String(index).padStart(5, '0')}`, slug: '', title: String(title), text: `${String(title)} ${String(description ?? '').slice(0, 500)} ${String(category)}`, sellerId: seller, category: String(mode), licenceCode: String(category), licenceFactor: 1, effectiveRows: 1,
        priceMinor: Number(price) * 100, currency: 'RMB', isSold: false, logPrice: Math.log(Number(price)),
      };
    });
  } finally {
    db.closeSync();
    instance.closeSync();
  }
}
