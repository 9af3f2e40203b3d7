import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { z } from 'zod';
import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { requireRole } from '@/lib/identity';
import { childAnswer } from '@/lib/shared/child-answer';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { engineVersion } from './core/explain-price';
import { simulatedSize } from './core/simulated-size';
import type { SimulatedMarket, SimulateMarketInput } from './schema';
import { insertSimulation } from './store-simulations';

const seconds = 90;
const maxAnswerBytes = 1024 * 1024;
const points = z.array(z.object({ views: z.number(), engine: z.number(), ask: z.number(), comparables: z.number() }));
let isRunning = false;

/**
 * What the engine would earn in a small simulated market: the same figures for the same seed. It keeps a processor busy for seconds, so it runs
 * in a process of its own that gets no secret, one at a time, and is kept with what it was asked. The bench runs the large markets.
 */
export async function simulatePricing(ctx: Context, input: SimulateMarketInput): Promise<Result<SimulatedMarket>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  if (isRunning) return refuse('query-busy');
  isRunning = true;
  const startedAt = performance.now();
  try {
    const answer = await askSimulation(input);
    if (answer === null) return refuse('query-took-too-long', { params: { seconds } });
    const market = { ...input, points: points.parse(JSON.parse(answer)) };
    await ctx.db.$transaction(async (tx) => {
      await insertSimulation(tx, { ...market, ...simulatedSize, engineVersion, milliseconds: Math.round(performance.now() - startedAt), at: ctx.now() });
      await record(tx, ctx, { action: 'price.simulated', objectType: 'price-simulation', objectId: `${input.shape} ${input.seed}`, detail: { ...input, ...simulatedSize, engineVersion } });
    });
    return ok(market);
  } finally {
    isRunning = false;
  }
}

/** Null for one that was late or died. */
async function askSimulation(input: SimulateMarketInput): Promise<string | null> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(process.cwd(), 'lib/pricing/simulate-child.ts')], { stdio: ['pipe', 'pipe', 'ignore'], env: { PATH: env().PATH, NODE_ENV: 'production' } });
  const answer = await childAnswer(child, { job: input, milliseconds: seconds * 1_000, maxBytes: maxAnswerBytes });
  return answer.kind === 'answer' ? answer.text : null;
}
