import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { listNewest } from '@/lib/catalog';
import { client } from '@/lib/db';
import { loadEnvFile } from '../load-env-file';
import { startExchange } from './exchange';
import { median, round } from './median';
import { invitePeople } from './recommendations/invite-people';
import { cpuMilliseconds, findServer } from './recommendations/server-process';
import type { BenchRow } from './suites';

const rates = [100, 250, 500, 750, 1_000] as const;
const [seconds, runs, peopleCount] = [8, 3, 40] as const;
/** The compiler takes some thousands of requests to know what is asked often. */
const warmth = { rate: 500, seconds: 15 } as const;
const goal = { p90ms: 7, p99ms: 25 } as const;
const path = '/api/recommendations?size=6&surface=home';

type Figures = { readonly rate: number; readonly p50: number; readonly p90: number; readonly p99: number; readonly errors: number; readonly serverMs: number };
type Target = { readonly what: string; readonly url: string; readonly status: number; readonly cookies: readonly string[] };

/**
 * Lists over HTTP at fixed rates, each with its person's session and consent read from the database, filtered, explained, and written down as shown and decided; beside an
 * address of the same server with nothing behind it, and a bare node:http server. Generator, server and PostgreSQL share the machine.
 */
export async function run(say: (line: string) => void): Promise<readonly BenchRow[]> {
  const stateDir = await mkdtemp(join(tmpdir(), 'databourse-bench-'));
  say('starting the exchange');
  const exchange = await startExchange(stateDir, 3_420);
  // A fresh clone has its keys since then.
  loadEnvFile();
  const bare = spawn(process.execPath, ['-e', "require('node:http').createServer((_, response) => { response.end('{}'); }).listen(3520, '127.0.0.1', () => { console.log('ready'); })"], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await new Promise((ready, fail) => { bare.stdout.once('data', ready); bare.once('exit', () => { fail(new Error('The bare server did not start')); }); });
    Object.assign(process.env, { DATABASE_URL: (await readFile(join(stateDir, 'database-url'), 'utf8')).trim(), STATE_DIR: resolve(stateDir), NEXTAUTH_URL: exchange.address });
    const listingIds = (await listNewest(client(), { size: 60 })).map((card) => card.id);
    const cookies = await invitePeople({ count: peopleCount, listingIds });
    await requirePersonal(`${exchange.address}${path}`, cookies[0] ?? '');
    const targets: readonly Target[] = [
      { what: 'bare node:http', url: 'http://127.0.0.1:3520/', status: 200, cookies: [''] },
      { what: 'the same server, nothing behind the address', url: `${exchange.address}/api/nothing`, status: 404, cookies: [''] },
      { what: 'recommendations', url: `${exchange.address}${path}`, status: 200, cookies },
    ];
    const server = findServer(exchange.pid);
    const rows: BenchRow[] = [];
    for (const target of targets) await fire(server, target, { ...warmth, cookies: target.cookies });
    for (const rate of rates) {
      const figures = new Map<string, Figures[]>();
      // In turn, so that a slow spell of the machine falls on all of them.
      for (let index = 0; index < runs; index += 1) {
        for (const target of targets) {
          say(`${rate} a second, run ${index + 1} of ${runs}: ${target.what}`);
          figures.set(target.what, [...(figures.get(target.what) ?? []), await fire(server, target, { rate, seconds, cookies: target.cookies })]);
        }
      }
      for (const { what } of targets) {
        const middle = (key: keyof Figures, digits = 1) => round(median((figures.get(what) ?? []).map((figure) => figure[key])), digits);
        const [p90ms, p99ms, errors] = [middle('p90'), middle('p99'), (figures.get(what) ?? []).reduce((sum, figure) => sum + figure.errors, 0)];
        rows.push({ what, askedPerSecond: rate, achievedPerSecond: middle('rate'), p50ms: middle('p50'), p90ms, p99ms, errors, serverCpuMs: middle('serverMs', 2), holdsGoal: p90ms < goal.p90ms && p99ms < goal.p99ms && errors === 0 ? 'yes' : 'no' });
      }
    }
    const holding = rows.filter((row) => row.what === 'recommendations' && row.holdsGoal === 'yes').map((row) => Number(row.askedPerSecond));
    say(`recommendations hold p90 < ${goal.p90ms} ms and p99 < ${goal.p99ms} ms without an error up to ${holding.length > 0 ? `${Math.max(...holding)} a second` : `none of the rates (${rates[0]} a second is the least)`}`);
    return rows;
  } finally {
    bare.kill();
    await client().$disconnect();
    await exchange.stop();
    await rm(stateDir, { recursive: true, force: true });
  }
}

/** What is measured is the whole of it, or nothing is; the index of a server that has just begun may be a minute away. @throws Error */
async function requirePersonal(url: string, cookie: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const { items: _, ...answer } = await (await fetch(url, { headers: { cookie, 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/147.0 Safari/537.36' } })).json() as { readonly items?: unknown; readonly isPersonal?: boolean };
    if (answer.isPersonal === true) return;
    if (attempt === 30) throw new Error(`The list is not personal, so there is nothing to measure: ${JSON.stringify(answer)}`);
    await wait(5_000);
  }
}

const runFile = promisify(execFile);

async function fire(server: number | null, { url, status }: Target, { rate, seconds: duration, cookies }: { readonly rate: number; readonly seconds: number; readonly cookies: readonly string[] }): Promise<Figures> {
  const before = cpuMilliseconds(server);
  const { stdout } = await runFile(process.execPath, [join(import.meta.dirname, 'recommendations', 'open-loop.mjs'), JSON.stringify({ url, rate, seconds: duration, cookies, status })], { maxBuffer: 1 << 20 });
  return { ...JSON.parse(stdout) as Omit<Figures, 'serverMs'>, serverMs: (cpuMilliseconds(server) - before) / (rate * duration) };
}
