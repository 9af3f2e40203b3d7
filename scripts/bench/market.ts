import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { loadEnvFile } from '../load-env-file';
import { startExchange } from './exchange';
import { median, round } from './median';
import type { BenchRow } from './suites';

const connections = 10;
const seconds = 8;
const runs = 3;

type Target = { readonly what: string; readonly url: string };
type Figures = { readonly rate: number; readonly p50: number; readonly p95: number; readonly p99: number; readonly errors: number };

/** The market's pages under load, against a bare node:http + pg server that answers the same 24 rows as JSON from the same database. */
export async function run(say: (line: string) => void): Promise<readonly BenchRow[]> {
  loadEnvFile();
  const stateDir = await mkdtemp(join(tmpdir(), 'databourse-bench-'));
  say('starting the exchange');
  const exchange = await startExchange(stateDir, 3_410);
  const bare = spawn(process.execPath, ['scripts/bench/bare-server.mjs', stateDir, '3500'], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((ready) => { bare.stdout.once('data', ready); });
  const targets: readonly Target[] = [
    { what: 'bare node:http + pg, 24 rows as JSON', url: 'http://127.0.0.1:3500/' },
    { what: 'market home (cached page)', url: `${exchange.address}/en` },
    { what: 'search page (rendered per request)', url: `${exchange.address}/en/search` },
    { what: '/api/me (session and consent)', url: `${exchange.address}/api/me` },
  ];
  try {
    const figures = new Map<string, Figures[]>();
    // In turn, so that a slow spell of the machine falls on all of them.
    for (let index = 0; index <= runs; index += 1) {
      for (const target of targets) {
        say(`${index === 0 ? 'warm-up' : `run ${index} of ${runs}`}: ${target.what}`);
        const measured = await fire(target.url, index === 0 ? 2 : seconds);
        if (index > 0) figures.set(target.what, [...(figures.get(target.what) ?? []), measured]);
      }
    }
    const rateOf = (what: string) => median((figures.get(what) ?? []).map((figure) => figure.rate));
    const baseline = rateOf(targets[0]?.what ?? '');
    return targets.map(({ what }) => {
      const all = figures.get(what) ?? [];
      const middle = (key: keyof Figures) => round(median(all.map((figure) => figure[key])), 1);
      return { what, requestsPerSecond: middle('rate'), p50ms: middle('p50'), p95ms: middle('p95'), p99ms: middle('p99'), errors: middle('errors'), ratioToBare: round(rateOf(what) / baseline, 3) };
    });
  } finally {
    bare.kill();
    await exchange.stop();
    await rm(stateDir, { recursive: true, force: true });
  }
}

async function fire(url: string, duration: number): Promise<Figures> {
  const running = autocannon({ url, connections, duration });
  const times: number[] = [];
  running.on('response', (_client, _status, _bytes, milliseconds) => { times.push(milliseconds); });
  const result = await running;
  const sorted = times.toSorted((a, b) => a - b);
  const percentile = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { rate: result.requests.average, p50: percentile(0.5), p95: percentile(0.95), p99: percentile(0.99), errors: result.errors + result.non2xx };
}
