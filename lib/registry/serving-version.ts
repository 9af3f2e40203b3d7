import type { PrismaClient } from '@/lib/db';
import { processWide } from '@/lib/shared/process-wide';
import { isInShare } from './core/pick-share';
import type { VersionedModel } from './schema';
import { listServing } from './store';

export type ServingVersion = { readonly id: string; readonly version: string; readonly isCanary: boolean; readonly parameters: unknown };
type Row = Awaited<ReturnType<typeof listServing>>[number];

/** A rollback reaches every process within so long. */
const freshMilliseconds = 5_000;
type Held = { known: { readonly rows: readonly Row[]; readonly readAt: number } | null };
const held = processWide('registry serving version', (): Held => ({ known: null }));

/**
 * The version of a model that answers for this key: the canary's share of keys gets the canary, everybody else the live one. Null while none is
 * registered. Never keyed by anything but a pseudonym or a dataset: who somebody is decides nothing.
 */
export async function servingVersion(db: PrismaClient, { model, key, now }: { readonly model: VersionedModel; readonly key: string; readonly now: Date }): Promise<ServingVersion | null> {
  if (held.known === null || Math.abs(now.getTime() - held.known.readAt) > freshMilliseconds) held.known = { rows: await listServing(db), readAt: now.getTime() };
  const { rows } = held.known;
  const canary = rows.find((row) => row.model === model && row.stage === 'CANARY');
  const chosen = canary && isInShare(canary.id, key, canary.canaryShare) ? canary : rows.find((row) => row.model === model && row.stage === 'LIVE');
  return chosen ? { id: chosen.id, version: chosen.version, isCanary: chosen.stage === 'CANARY', parameters: chosen.parameters } : null;
}

/** After a change of stage: this process knows it at once. */
export function forgetServing(): void {
  held.known = null;
}
