import { z } from 'zod';
import { requireRole, type Context } from '@/lib/db';
import { ok, type Result } from '@/lib/shared/result';
import type { Comparison, RateTestView, RunParameters, TrainingRunView } from './schema';
import { findRateTest, listComparisons, listRuns } from './store-runs';

const ratePoints = z.array(z.object({ rate: z.number(), loss: z.number(), smoothLoss: z.number() }));
const point = z.object({ step: z.number(), epoch: z.number(), rate: z.number(), trainLoss: z.number(), validationLoss: z.number().nullable(), metric: z.number().nullable().default(null) });
const metric = z.object({ name: z.enum(['macro-f1', 'brier']), goodIs: z.enum(['high', 'low']), value: z.number() });
const shared = z.object({
  optimizer: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])), epochs: z.number(), batchSize: z.number(), checkEvery: z.number().nullable().default(null),
  stopping: z.object({ patience: z.number() }).nullable().default(null),
});
const stored = z.object({
  spec: z.looseObject({ name: z.string(), schedule: z.looseObject({ kind: z.string() }) }),
  curve: z.array(point),
  result: z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), steps: z.number(), trainLoss: z.number(), validationLoss: z.number(), stepsToBest: z.number().nullable(), metric: metric.nullable().default(null) }),
    z.object({ ok: z.literal(false), reason: z.string(), step: z.number() }),
  ]),
});

type Listed = { readonly comparisons: readonly Comparison[]; readonly shown: string | null; readonly parameters: RunParameters | null; readonly runs: readonly TrainingRunView[]; readonly rateTest: RateTestView | null };

/** The newest comparisons, and of one of them, the wanted one, else the newest: its parameters and its curves, best first. */
export async function listTrainingRuns(ctx: Context, { comparison }: { readonly comparison?: string | undefined }): Promise<Result<Listed>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  const comparisons = (await listComparisons(ctx.db, { take: 20 })).map(({ startedAt, finishedAt, runCount, ...rest }) => ({ ...rest, runCount: Number(runCount), startedAt: startedAt.toISOString(), seconds: Math.max(0, (finishedAt.getTime() - startedAt.getTime()) / 1_000) }));
  const shown = comparisons.find((entry) => entry.comparison === comparison)?.comparison ?? comparisons[0]?.comparison ?? null;
  const rows = shown === null ? [] : await listRuns(ctx.db, { comparison: shown });
  const found = shown === null ? null : await findRateTest(ctx.db, { comparison: shown });
  const runs = rows.map((row): TrainingRunView => {
    const { spec, curve, result } = stored.parse(row);
    return { id: row.id, name: spec.name, schedule: spec.schedule, curve, result };
  });
  const loss = ({ result }: TrainingRunView): number => (result.ok ? result.validationLoss : Number.POSITIVE_INFINITY);
  return ok({ comparisons, shown, parameters: rows[0] ? parametersOf(rows[0]) : null, runs: runs.toSorted((a, b) => loss(a) - loss(b)), rateTest: found && { ...found, points: ratePoints.parse(found.points) } });
}

type StoredRun = { readonly spec: unknown; readonly seed: number; readonly codeVersion: string; readonly dataFrom: Date | null; readonly dataTo: Date | null };

/** Null for a run whose parameters were kept in another form. */
function parametersOf({ spec, seed, codeVersion, dataFrom, dataTo }: StoredRun): RunParameters | null {
  const found = shared.safeParse(spec);
  if (!found.success) return null;
  const { stopping, ...rest } = found.data;
  return { ...rest, patience: stopping?.patience ?? null, seed, codeVersion, dataFrom: dataFrom?.toISOString() ?? null, dataTo: dataTo?.toISOString() ?? null };
}
