import { hasConsent } from '@/lib/consent';
import { requireRole, type Context } from '@/lib/db';
import { watch } from '@/lib/monitoring';
import { ok, type Result } from '@/lib/shared/result';
import { behaviourSubject } from './behaviour-subject';
import { casesOf } from './core/history-cases';
import { evaluateNextAction } from './core/next-action';
import { getModels, type Models } from './models';
import type { ActionProbabilities, NextActionReport } from './schema';

/** What this person may do next, from her own past and the nearest pasts of others. Null without consent or past. */
export function predictNextAction(ctx: Context): Promise<Result<ActionProbabilities | null>> {
  return watch('next-action', () => predictNow(ctx));
}

async function predictNow(ctx: Context): Promise<Result<ActionProbabilities | null>> {
  const subject = behaviourSubject(ctx);
  if (subject === null || !(await hasConsent(ctx, 'personalisation'))) return ok(null);
  const { latest, nextAction } = await getModels(ctx.db, ctx.now());
  const own = latest.get(subject);
  if (!own) return ok(null);
  const [view = 0, save = 0, buy = 0, leave = 0] = nextAction.predict(own.features, own.last);
  return ok({ view, save, buy, leave });
}

/** How well the prediction does on the newest fifth of what happened, which it was not built from. */
export async function getNextActionReport(ctx: Context): Promise<Result<NextActionReport>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  const models = await getModels(ctx.db, ctx.now());
  const report = reports.has(models) ? (reports.get(models) ?? null) : evaluateNextAction(casesOf(models.events), 'next-action-2');
  reports.set(models, report);
  return ok(report);
}

/** A report costs a second or so and says the same until the models are built anew. */
const reports = new WeakMap<Models, NextActionReport>();
