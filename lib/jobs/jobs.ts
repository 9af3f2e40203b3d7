import { evaluateModels, expireEvents, retentionDays, trainModels } from '@/lib/behaviour';
import { sweepUnfinished } from '@/lib/datasets';
import type { Context } from '@/lib/db';
import { deliverAlert, evaluateAlerts, keepMetricsSmall } from '@/lib/monitoring';

export type Job = { readonly name: string; /** minute hour day month weekday, UTC */ readonly cron: string; readonly run: (ctx: Context) => Promise<unknown> };

/** Everything that happens without anybody asking. Each may run twice without harm, and goes on where a killed run stopped. */
export const jobs: readonly Job[] = [
  {
    name: 'evaluate-alerts', cron: '* * * * *',
    run: async (ctx) => {
      const { raised } = await evaluateAlerts(ctx);
      for (const alert of raised) await deliverAlert(ctx, alert);
    },
  },
  { name: 'evaluate-models', cron: '10 0 * * *', run: (ctx) => evaluateModels(ctx) },
  { name: 'train-models', cron: '40 0 * * *', run: trainModels },
  { name: 'keep-metrics-small', cron: '25 3 * * *', run: (ctx) => keepMetricsSmall(ctx) },
  { name: 'expire-events', cron: '35 3 * * *', run: (ctx) => expireEvents(ctx, { days: retentionDays }) },
  { name: 'sweep-unfinished', cron: '45 3 * * *', run: (ctx) => sweepUnfinished(ctx) },
];
