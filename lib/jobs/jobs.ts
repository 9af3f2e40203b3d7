import { buildIndex, evaluateModels, expireEvents, retentionDays, trainModels, writeDigests } from '@/lib/behaviour';
import { backfillRevisions, estimateLabelNoise, gradeListings, resumeMeasurements, sweepStorage } from '@/lib/datasets';
import { makeCheckpoint, PastHasChanged, record, refreshAuditStatus } from '@/lib/audit';
import { expireConsents } from '@/lib/consent';
import { forgetOldLimits } from '@/lib/identity';
import type { Context } from '@/lib/db';
import { promoteDueReleases } from '@/lib/delivery';
import { renewSubscriptions } from '@/lib/orders';
import { deliverMail } from '@/lib/mail';
import { deliverAlert, evaluateAlerts, keepMetricsSmall } from '@/lib/monitoring';
import { proposePrices, refreshSuggestions } from '@/lib/pricing';
import { copyCheckpoints } from './copy-checkpoints';

export type Job = { readonly name: string; /** minute hour day month weekday, UTC */ readonly cron: string; readonly run: (ctx: Context) => Promise<unknown> };

/** Everything that happens without anybody asking. Each may run twice without harm, and goes on where a killed run stopped; none waits for a night the machine may be off. */
export const jobs: readonly Job[] = [
  {
    name: 'evaluate-alerts', cron: '* * * * *',
    run: async (ctx) => {
      const { raised } = await evaluateAlerts(ctx);
      for (const alert of raised) await deliverAlert(ctx, alert);
    },
  },
  { name: 'sign-audit-log', cron: '* * * * *', run: signAuditLog },
  { name: 'promote-releases', cron: '* * * * *', run: promoteDueReleases },
  { name: 'verify-audit-log', cron: '20 * * * *', run: (ctx) => refreshAuditStatus(ctx) },
  { name: 'expire-consents', cron: '45 * * * *', run: (ctx) => expireConsents(ctx) },
  { name: 'deliver-mail', cron: '* * * * *', run: (ctx) => deliverMail(ctx) },
  { name: 'build-index', cron: '* * * * *', run: (ctx) => buildIndex(ctx) },
  { name: 'evaluate-models', cron: '10 * * * *', run: (ctx) => evaluateModels(ctx) },
  { name: 'train-models', cron: '40 0,12 * * *', run: trainModels },
  { name: 'propose-prices', cron: '5 */6 * * *', run: (ctx) => proposePrices(ctx) },
  { name: 'explain-prices', cron: '30 * * * *', run: (ctx) => refreshSuggestions(ctx) },
  { name: 'renew-subscriptions', cron: '*/10 * * * *', run: (ctx) => renewSubscriptions(ctx) },
  { name: 'keep-metrics-small', cron: '25 * * * *', run: (ctx) => keepMetricsSmall(ctx) },
  { name: 'forget-old-limits', cron: '15 * * * *', run: (ctx) => forgetOldLimits(ctx) },
  { name: 'sweep-storage', cron: '50 3 * * *', run: (ctx) => sweepStorage(ctx) },
  { name: 'backfill-revisions', cron: '*/10 * * * *', run: backfillRevisions },
  { name: 'resume-measurements', cron: '* * * * *', run: resumeMeasurements },
  { name: 'grade-listings', cron: '50 * * * *', run: gradeListings },
  { name: 'estimate-label-noise', cron: '* * * * *', run: estimateLabelNoise },
  { name: 'write-digests', cron: '20 * * * *', run: (ctx) => writeDigests(ctx) },
  { name: 'expire-events', cron: '35 * * * *', run: (ctx) => expireEvents(ctx, { days: retentionDays }) },
];

/** Signs what is new. A log that is no longer what was signed is written down as such, once an hour at most, and the fault reported every time. */
export async function signAuditLog(ctx: Context): Promise<void> {
  try {
    await makeCheckpoint(ctx);
    await copyCheckpoints(ctx);
  } catch (error) {
    if (error instanceof PastHasChanged && ctx.now().getTime() - refusedAt > 3_600_000) {
      refusedAt = ctx.now().getTime();
      await record(ctx.db, ctx, { action: 'audit.checkpoint-refused', objectType: 'audit', objectId: '', outcome: 'refused', detail: { reason: error.message } });
    }
    throw error;
  }
}

let refusedAt = Number.NEGATIVE_INFINITY;
