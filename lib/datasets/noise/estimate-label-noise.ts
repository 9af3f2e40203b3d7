import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Context } from '@/lib/db';
import { eachInTurn } from '@/lib/shared/each-in-turn';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { cutNestedPart } from '../cut-nested-part';
import { askChild } from '../measure/ask-child';
import { measureLimits } from '../measure/job';
import type { NoiseJob } from '../measure/noise-of-labels';
import { listUnshownColumns } from '../privacy/list-unshown-columns';
import { noiseFaults, type NoiseFigures } from './schema';
import { listUnestimated, writeNoiseOfLabels } from './store';

const mostAtOnce = 4;
const lookedAtRows = 5_000;
const seconds = 120;

/**
 * Estimates wrong labels of what is sold where a label column was named, a few revisions a turn, each in a process of its own. It looks at the first rows of
 * the nested order without the columns that are shown to nobody. Runs as a job; what was found once is not looked for again.
 */
export async function estimateLabelNoise(ctx: Context): Promise<Result<{ estimatedCount: number }>> {
  if (ctx.actor.kind !== 'system') return refuse('not-allowed');
  const waiting = await listUnestimated(ctx.db, { take: mostAtOnce });
  await eachInTurn(waiting, 'revisions could not be estimated', async ({ revisionId, datasetId, column }) => {
    const hidden = await listUnshownColumns(ctx.db, { revisionId, datasetId });
    const found = hidden.includes(column) ? refuse('scoring-not-possible', { params: { reason: 'label' } }) : await cutNestedPart(ctx.db, { revisionId, rows: lookedAtRows, hidden }, async (path) => {
      const scratch = join(dirname(path), 'noise');
      await mkdir(scratch);
      const job: NoiseJob = { table: { path, format: 'PARQUET', isGzip: false, scratch, limits: { ...measureLimits, memoryMegabytes: 512 }, sample: { key: '', hidden: [], path: null } }, label: column };
      return askChild<NoiseJob, NoiseFigures>({ script: 'noise-child', job, seconds });
    });
    const fault = found.ok ? null : noiseFaults.find((known) => known === found.refusal.params?.reason) ?? 'unreadable';
    await writeNoiseOfLabels(ctx.db, { revisionId, column, figures: found.ok ? found.value : null, fault, at: ctx.now() });
  });
  return ok({ estimatedCount: waiting.length });
}
