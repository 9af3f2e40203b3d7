import { requireRole, type Context } from '@/lib/db';
import { metricSummary } from '@/lib/monitoring';
import { fallbackReasons } from '@/lib/registry';
import { ok, type Result } from '@/lib/shared/result';
import { figuresOf, judgeExperiment } from './core/judge-experiment';
import type { ExperimentView, FallbackReport, ShownReport } from './schema';
import { listExperiments } from './store-experiments';
import { flushShown } from './shown-queue';
import { countByPerson, countByPosition, countRates, countShown } from './store-impressions';

const day = 24 * 60 * 60 * 1_000;
const reportDays = 28;
const newest = 10;

/** What was shown, by which version and where, and what came of it; the experiments with a verdict that may be looked at whenever one likes. Numbers only. */
export async function getShownReport(ctx: Context): Promise<Result<ShownReport>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  await flushShown(ctx.db);
  const since = new Date(ctx.now().getTime() - reportDays * day);
  const [rates, positions, aggregate, experiments, fallback] = await Promise.all([
    countRates(ctx.db, { since }), countByPosition(ctx.db, { since }), countShown(ctx.db, { since }), listExperiments(ctx.db, { take: newest }),
    readFallbacks(ctx),
  ]);
  return ok({
    rates: rates.map(({ shown, clicked, saved, bought, ...row }) => ({ ...row, shown: Number(shown), clicked: Number(clicked), saved: Number(saved), bought: Number(bought) })),
    positions: positions.map((row) => ({ position: row.position, shown: Number(row.shown), clicked: Number(row.clicked) })),
    aggregate: aggregate.map((row) => ({ ...row, shown: Number(row.shown) })),
    experiments: await Promise.all(experiments.map((experiment) => judged(ctx, experiment))),
    fallback,
  });
}

async function readFallbacks(ctx: Context): Promise<FallbackReport | null> {
  const ofDay = (metric: string) => metricSummary(ctx.db, { model: 'next-item', metric, from: new Date(ctx.now().getTime() - day), to: ctx.now() });
  const reasons = [...fallbackReasons, 'nothing-known'] as const;
  const figures = await Promise.all(reasons.map((reason) => ofDay(`fallback-${reason}`)));
  const answerCount = figures[0]?.count ?? 0;
  if (answerCount === 0) return null;
  return { answerCount, reasons: reasons.map((reason, index) => ({ reason, count: Math.round((figures[index]?.mean ?? 0) * (figures[index]?.count ?? 0)) })) };
}

/** One value a person, the share of her lists that she opened something from: her lists depend on each other, people do not. */
async function judged(ctx: Context, { startedAt, stoppedAt, ...experiment }: Awaited<ReturnType<typeof listExperiments>>[number]): Promise<ExperimentView> {
  const people = await countByPerson(ctx.db, { since: startedAt, until: stoppedAt ?? ctx.now() });
  const arm = (name: string) => {
    const own = people.filter((row) => row.arm === name);
    return { ...figuresOf(own.map((row) => Number(row.clicked) / Number(row.lists))), lists: own.reduce((sum, row) => sum + Number(row.lists), 0) };
  };
  const [control, treatment] = [arm('control'), arm('treatment')];
  return { ...experiment, startedAt: startedAt.toISOString(), stoppedAt: stoppedAt?.toISOString() ?? null, controlFigures: control, treatmentFigures: treatment, verdict: judgeExperiment(control, treatment) };
}
