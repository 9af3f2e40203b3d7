import { setImmediate } from 'node:timers/promises';
import type { Context } from '@/lib/db';
import { listMeasuredDays, observe } from '@/lib/monitoring';
import { getContents } from './contents';
import { exposureOf } from './core/exposure';
import { casesOf, type HistoryEvent } from './core/history-cases';
import { tuneNextAction } from './core/next-action';
import { replayActions, replayItems } from './core/replay-day';
import { maxEvents, retentionDays } from './read-history';
import { listContents, listForModels } from './store';

const day = 24 * 60 * 60 * 1000;
/** How the votes are weighed changes slowly, and choosing it is most of the work: it is chosen anew once a week, from the days before. */
const tunedFor = 7 * day;

/**
 * Measures both models on every complete day not measured yet, up to `days` back: what they would have predicted that day against what
 * happened. Labels arrive late by nature; this is where they are met. Only consented events, and only counts are kept.
 */
export async function evaluateModels(ctx: Pick<Context, 'db' | 'now'>, { days = 30 }: { readonly days?: number } = {}): Promise<{ readonly dayCount: number }> {
  const today = Math.floor(ctx.now().getTime() / day) * day;
  const measured = await listMeasuredDays(ctx.db, { model: 'next-action', metric: 'correct', from: new Date(today - days * day) });
  const wanted = Array.from({ length: days }, (_, index) => today - (days - index) * day).filter((start) => !measured.has(start));
  if (wanted.length === 0) return { dayCount: 0 };
  const rows = await listForModels(ctx.db, { since: new Date(today - retentionDays * day), take: maxEvents });
  const events = rows.map(({ id: _id, ...row }): HistoryEvent => ({ ...row, at: row.at.getTime() })).reverse();
  const cases = casesOf(events, (await getContents(ctx.db, ctx.now())).facts);
  const sellerOf = new Map((await listContents(ctx.db)).map((listing) => [listing.id, listing.sellerId]));
  let dayCount = 0;
  let tuned: ReturnType<typeof tuneNextAction>;
  let tunedAt = 0;
  for (const start of wanted) {
    if (tuned === undefined || start - tunedAt >= tunedFor) [tuned, tunedAt] = [tuneNextAction(cases.filter((entry) => entry.at < start)), start];
    const frame = { at: start, seconds: 86_400 } as const;
    const actions = replayActions(cases, start, start + day, tuned);
    for (const { isCorrect, logLoss, buy, leave, depth, isDemo, at } of actions) {
      observe('next-action', 'label-delay', (ctx.now().getTime() - at) / 1_000, { ...frame, isDemo });
      observe('next-action', 'correct', isCorrect ? 1 : 0, { ...frame, isDemo });
      observe('next-action', 'log-loss', logLoss, { ...frame, isDemo });
      observe('next-action', 'buy-probability', buy, { ...frame, isDemo });
      observe('next-action', 'leave-probability', leave, { ...frame, isDemo });
      observe('next-action', 'depth', depth, { ...frame, isDemo });
    }
    const trials = replayItems(events, start, start + day);
    for (const { rank, isDemo, at } of trials) {
      observe('next-item', 'label-delay', (ctx.now().getTime() - at) / 1_000, { ...frame, isDemo });
      observe('next-item', 'hit', rank === null ? 0 : 1, { ...frame, isDemo });
      observe('next-item', 'reciprocal-rank', rank === null ? 0 : 1 / rank, { ...frame, isDemo });
    }
    const { coverage, gini } = exposureOf(trials.map((trial) => trial.shown), sellerOf);
    if (coverage !== null) observe('next-item', 'coverage', coverage, { ...frame, isDemo: trials.some((trial) => trial.isDemo) });
    if (gini !== null) observe('next-item', 'exposure-gini', gini, { ...frame, isDemo: trials.some((trial) => trial.isDemo) });
    if (actions.length > 0) dayCount += 1;
    // Requests come first: the server breathes between two days.
    await setImmediate();
  }
  return { dayCount };
}
