import { z } from 'zod';
import { requireRole, type Context } from '@/lib/db';
import { ok, type Result } from '@/lib/shared/result';
import type { Comparison, RateTestView, TrainingRunView } from './schema';
import { findRateTest, listComparisons, listRuns } from './store-runs';

const ratePoints = z.array(z.object({ rate: z.number(), loss: z.number(), smoothLoss: z.number() }));
const point = z.object({ step: z.number(), epoch: z.number(), rate: z.number(), trainLoss: z.number(), validationLoss: z.number().nullable() });
const stored = z.object({
  spec: z.looseObject({ name: z.string(), schedule: z.looseObject({ kind: z.string() }) }),
  curve: z.array(point),
  result: z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), steps: z.number(), trainLoss: z.number(), validationLoss: z.number(), stepsToBest: z.number().nullable() }),
    z.object({ ok: z.literal(false), reason: z.string(), step: z.number() }),
  ]),
});

/** The newest comparisons, and the curves of one of them: the wanted one, else the newest. */
export async function listTrainingRuns(ctx: Context, { comparison }: { readonly comparison?: string | undefined }): Promise<Result<{ comparisons: readonly Comparison[]; shown: string | null; runs: readonly TrainingRunView[]; rateTest: RateTestView | null }>> {
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
  return ok({ comparisons, shown, runs: runs.toSorted((a, b) => loss(a) - loss(b)), rateTest: found && { ...found, points: ratePoints.parse(found.points) } });
}
