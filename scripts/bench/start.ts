import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startExchange } from './exchange';
import { median, round } from './median';
import type { BenchRow } from './suites';

const warmRuns = 3;

/**
 * Cold: an empty state folder and no build, with the packages installed already (their download is the network's time).
 * Warm: the same folder again, when nothing has changed. The baseline is the cold start.
 */
export async function run(say: (line: string) => void): Promise<readonly BenchRow[]> {
  const stateDir = await mkdtemp(join(tmpdir(), 'databourse-bench-'));
  try {
    await rm('.next', { recursive: true, force: true });
    say('cold start');
    const cold = await startExchange(stateDir, 3_400);
    await cold.stop();
    const warm: number[] = [];
    for (let index = 0; index < warmRuns; index += 1) {
      say(`warm start ${index + 1} of ${warmRuns}`);
      const exchange = await startExchange(stateDir, 3_400);
      warm.push(exchange.seconds);
      await exchange.stop();
    }
    const stages = [...cold.output.matchAll(/✓ (.+?) {2}(\d+\.\d) s/g)].map(([, name = '', seconds = '0']) => ({ what: `cold: ${name}`, seconds: Number(seconds), ratioToCold: round(Number(seconds) / cold.seconds) }));
    return [
      { what: 'cold start, ready to serve', seconds: round(cold.seconds, 1), ratioToCold: 1 },
      ...stages,
      { what: `warm start, median of ${warmRuns}`, seconds: round(median(warm), 1), ratioToCold: round(median(warm) / cold.seconds, 3) },
    ];
  } finally {
    await rm(stateDir, { recursive: true, force: true });
  }
}
