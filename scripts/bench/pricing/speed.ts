import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { categories, licenceCodes } from '@/lib/catalog/schema';
import { measureLocalFile } from '@/lib/datasets';
import { explainLocal } from '@/lib/pricing';
import type { Candidate } from '@/lib/pricing/core/candidate';
import { explainPrice } from '@/lib/pricing/core/explain-price';
import { indexMarket } from '@/lib/pricing/core/market-index';
import type { PriceFacts } from '@/lib/pricing/core/price-facts';
import { standardParameters } from '@/lib/pricing/core/price-parameters';
import { licenceFactors } from '@/lib/pricing/core/value';
import { demandShapes } from '@/lib/learning';
import { seededRandom } from '@/lib/shared/seeded-random';
import type { Timed } from '../datasets/time-file';
import { timeInProcess } from '../datasets/time-in-process';
import { median, round } from '../median';
import type { BenchRow } from '../suites';
import { verdict } from './verdict';

const [listingCount, quoteCount] = [10_000, 300];
const words = 'weather rain wind station hour daily flight airport delay airline city street traffic income household region county price market stock exchange rate energy solar grid power load health hospital age disease gene crop soil harvest food sport match player team film movie rating user device sensor network satellite image land cover river depth ocean 气象 交通 企业 信用 能源 医疗'.split(' ');

/** A quote from a stored profile among ten thousand listings, demand included; the nearest by comparing all texts is the baseline. */
export function quoteSpeed(say: (line: string) => void): BenchRow[] {
  say('quotes among 10,000 listings');
  const random = seededRandom(5);
  const text = (): string => Array.from({ length: 30 }, () => words[Math.floor(random() * words.length)] ?? '').join(' ');
  const listings = Array.from({ length: listingCount }, (_, index): Candidate => {
    const licenceCode = licenceCodes[Math.floor(random() * licenceCodes.length)] ?? 'MIT';
    return { listingId: `l${String(index).padStart(5, '0')}`, slug: 's', title: 't', text: text(), sellerId: `s${Math.floor(random() * 800)}`, category: categories[Math.floor(random() * categories.length)] ?? 'mobility', licenceCode, licenceFactor: licenceFactors[licenceCode], effectiveRows: 10 ** (2 + 4 * random()), priceMinor: Math.round(10 ** (3 + 2 * random())), currency: 'EUR', isSold: random() < 0.3 };
  });
  const startedAt = performance.now();
  const market = indexMarket(listings);
  const indexed = performance.now() - startedAt;
  const parameters = { ...standardParameters, demand: { shapeWeights: demandShapes.map(() => 1 / demandShapes.length), shift: 0, spread: 0.45, interest: 0.3, slope: 3, slopeDeviation: 0.2, views: 1_000, buys: 100, listings: 50 } };
  const factsOf = (): PriceFacts => ({
    rowCount: 50_000, distinctRowCount: 49_000, columns: Array.from({ length: 15 }, () => ({ kind: 'number' as const, nullCount: 10, distinctFilledCount: 48_990, isRepeat: false })), text: text(), sellerId: 'me', category: categories[Math.floor(random() * categories.length)] ?? 'mobility',
    licenceCode: 'exchange-internal-1.0', currency: 'EUR', newest: { day: '2026-01-01', ageDays: 300 }, documentedCount: 5, hasSource: true, demand: [{ priceMinor: 5_000, views: 60, buys: 8 }, { priceMinor: 5_500, views: 80, buys: 7 }], policy: { floorMinor: null, ceilingMinor: null },
  });
  const firstAt = performance.now();
  explainPrice(factsOf(), market, parameters);
  const first = performance.now() - firstAt;
  // Processor time, which other work on the machine doesn't lengthen; the clock's median stands beside it.
  const quotes = Array.from({ length: quoteCount }, () => {
    const facts = factsOf();
    const [clock, processor] = [performance.now(), process.cpuUsage()];
    explainPrice(facts, market, parameters);
    const { user, system } = process.cpuUsage(processor);
    return { clock: performance.now() - clock, processor: (user + system) / 1_000 };
  });
  const p95 = quotes.map((quote) => quote.processor).toSorted((a, b) => a - b)[Math.ceil(0.95 * quoteCount) - 1] ?? 0;
  return [
    { what: 'quote p95, 10,000 listings, ms of processor time', method: 'engine', value: round(p95, 2), published: 5, ratio: round(p95 / 5, 3), runs: quoteCount, milliseconds: round(median(quotes.map((quote) => quote.clock)), 2), goal: verdict([p95 < 5], 'under 5 ms') },
    { what: 'once per change of the market, ms', method: 'index, then residuals of 150 listings', value: round(indexed + first, 0), published: '', ratio: round((indexed + first) / p95, 0), runs: 1 },
  ];
}

/**
 * A million rows of ten columns. What every upload pays anyway is the scan that profiles it, and the value is what pricing adds to that: the goal is held to it. Beside it stand the engine's own
 * SUMMARIZE, which tells less than a value needs (no copies, no near copies, no repeated columns), and all of the measuring process, which also looks for people and writes the table anew.
 */
export async function valueSpeed(say: (line: string) => void): Promise<BenchRow[]> {
  say('a million rows of ten columns');
  const folder = await mkdtemp(join(tmpdir(), 'databourse-bench-'));
  try {
    const path = join(folder, 'million.csv');
    const random = seededRandom(3);
    const lines = Array.from({ length: 1_000_000 }, (_, row) => `${row},${(random() * 100).toFixed(3)},${Math.floor(random() * 50)},c${Math.floor(random() * 20)},${(random() * 5).toFixed(2)},w${Math.floor(random() * 9_000)},${Math.floor(random() * 1e6)},${(random() * 1e4).toFixed(1)},${random() < 0.5},2026-0${1 + Math.floor(random() * 9)}-1${Math.floor(random() * 10)}`);
    await writeFile(path, `id,a,b,c,d,e,f,g,h,day\n${lines.join('\n')}\n`);
    const [summarized, profiled, measured] = [await timeInProcess('summarize', path), await timeInProcess('profile', path), await timeInProcess('measure', path)];
    const found = await measureLocalFile(path);
    if (!found.ok) throw new Error('The generated table could not be measured');
    const startedAt = performance.now();
    explainLocal(found.value, { category: 'mobility', licenceCode: 'exchange-internal-1.0', currency: 'EUR', now: new Date(0) });
    const valuing = (performance.now() - startedAt) / 1_000;
    const over = (scan: Timed): number => (profiled.processorSeconds + valuing) / scan.processorSeconds;
    const row = (name: string, { seconds, processorSeconds, peakMegabytes }: Timed) => ({ method: name, seconds: round(seconds, 2), processorSeconds: round(processorSeconds, 2), peakMemoryMegabytes: round(peakMegabytes, 0), runs: 1 });
    return [
      { what: '1,000,000 × 10, profile to value over the profiling scan, by processor time', value: round(over(profiled), 3), published: 1.5, ratio: round(over(profiled) / 1.5, 3), ...row('profile, then value', { ...profiled, seconds: profiled.seconds + valuing, processorSeconds: profiled.processorSeconds + valuing }), milliseconds: round(valuing * 1_000, 1), goal: verdict([over(profiled) <= 1.5], 'at most 1.5 times the scan that profiles') },
      { what: '1,000,000 × 10, profile to value over SUMMARIZE of the same file', value: round(over(summarized), 2), published: '', ratio: '', ...row('SUMMARIZE alone', summarized) },
      { what: '1,000,000 × 10, all of the measuring process over SUMMARIZE', value: round(measured.processorSeconds / summarized.processorSeconds, 2), published: '', ratio: '', ...row('measuring process', measured) },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
