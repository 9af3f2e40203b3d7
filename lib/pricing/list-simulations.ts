import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, type Result } from '@/lib/shared/result';
import type { PastSimulation } from './schema';
import { listSimulationRows } from './store-simulations';

const shownRuns = 30;

/** The markets that were simulated on this exchange, newest first: with what, by which engine, and what came out. */
export async function listSimulations(ctx: Context): Promise<Result<readonly PastSimulation[]>> {
  const who = requireRole(ctx, 'ADMIN');
  return who.ok ? ok(await listSimulationRows(ctx.db, { take: shownRuns })) : who;
}
