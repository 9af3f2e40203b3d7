import { performance } from 'node:perf_hooks';
import { hasConsent } from '@/lib/consent';
import { requireRole, type Context } from '@/lib/db';
import { countsAsDemo, observe, watch } from '@/lib/monitoring';
import { keepDecision, servingVersion } from '@/lib/registry';
import { ok, type Result } from '@/lib/shared/result';
import { behaviourSubjects } from './behaviour-subject';
import { getContents } from './contents';
import { latestCase, type HistoryEvent } from './core/history-cases';
import { overHistoryInThread } from './index-in-thread';
import { knownHistory } from './known-history';
import { toHistory, windowStart } from './read-history';
import { getServing } from './serving';
import { sharedAnswer } from './shared-answer';
import { listOwnForModels, listTexts } from './store';
import { writeConsented } from './write-consented';
import { actionInputs, answerAction } from './next-action-answer';
import type { ActionProbabilities, NextActionReport } from './schema';

/** What this person may do next, from her own past and the nearest pasts of others. Null without consent or past. */
export function predictNextAction(ctx: Context): Promise<Result<ActionProbabilities | null>> {
  return watch('next-action', () => predictNow(ctx));
}

async function predictNow(ctx: Context): Promise<Result<ActionProbabilities | null>> {
  const subjects = behaviourSubjects(ctx);
  const [subject] = subjects;
  if (subject === undefined || !(await hasConsent(ctx, 'personalisation'))) return ok(null);
  const { content, nextAction, checkedAt } = await getServing(ctx.db, ctx.now());
  if (checkedAt !== null) observe('next-action', 'age', (ctx.now().getTime() - checkedAt) / 1_000);
  const own = latestCase(toHistory(await listOwnForModels(ctx.db, { subjects, since: windowStart(ctx.now()), take: ownEvents })), (listingId) => content.counts.get(listingId), (await getContents(ctx.db, ctx.now())).facts);
  if (!own) return ok(null);
  const serving = await servingVersion(ctx.db, { model: 'next-action', key: subject, now: ctx.now() });
  const startedAt = performance.now();
  const { isFallback, ...inputs } = actionInputs(nextAction(), own, serving);
  const output = answerAction(inputs);
  observe('next-action', 'fallback', isFallback ? 1 : 0);
  if (serving?.isCanary) {
    observe('next-action', 'canary-latency', performance.now() - startedAt);
    observe('next-action', 'canary-error', 0);
  }
  const { model, ...facts } = inputs;
  await writeConsented(ctx, (tx) => keepDecision(tx, { model: 'next-action', version: model.version, subject, objectId: '', inputs: { facts, model }, output, isDemo: countsAsDemo(), at: ctx.now() }));
  const [view = 0, save = 0, buy = 0, leave = 0] = output;
  return ok({ view, save, buy, leave });
}

/** How well the prediction does on the newest fifth of what happened, which it was not built from. */
export async function getNextActionReport(ctx: Context): Promise<Result<NextActionReport>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  const events = await knownHistory(ctx);
  return ok(await sharedAnswer(reports, events, async () => overHistoryInThread('report', { events, listings: await listTexts(ctx.db) })));
}

/** A report costs seconds of a thread and says the same until the events are read anew. */
const reports = new WeakMap<readonly HistoryEvent[], Promise<NextActionReport>>();
/** As much of somebody's past as is looked at. */
const ownEvents = 1_000;
