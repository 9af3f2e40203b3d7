import { beforeEach, expect, it } from 'vitest';
import { evaluateModels, generateDemoBehaviour, trainModels } from '@/lib/behaviour';
import { dropModels } from '@/lib/behaviour/models';
import { publishBundledNotices } from '@/lib/consent';
import { flushMetrics, listTrainingRuns } from '@/lib/monitoring';
import { takePending } from '@/lib/monitoring/observe';
import { testContext } from '@/tests/support/context';
import { createListing } from '@/tests/support/market';

const { db, contextFor, createAccount } = await testContext();
const system = contextFor({ kind: 'system' });

beforeEach(async () => { dropModels(); takePending(); await publishBundledNotices(system); });

async function fillMarket(): Promise<void> {
  const { accountId } = await createAccount({ roles: ['SELLER'] });
  for (let index = 0; index < 12; index += 1) await createListing(db, { sellerId: accountId, title: `Table ${index}`, isDemo: true });
  const listings = await db.listing.findMany({ select: { id: true, category: true, salesCount: true } });
  await generateDemoBehaviour(db, { listings, now: new Date(), seed: 1 });
}

it('every schedule is trained on the same rows, kept with its curve, and best first; the same data give the same losses', async () => {
  await fillMarket();
  const { actor } = await createAccount({ roles: ['ADMIN'] });
  const admin = contextFor(actor);
  const first = await trainModels(system);
  const second = await trainModels(admin);
  if (!first.ok || !second.ok) throw new Error('not trained');
  const losses = async (comparison: string) => {
    const answer = await listTrainingRuns(admin, { comparison });
    if (!answer.ok) throw new Error(answer.refusal.code);
    expect(answer.value.comparisons).toHaveLength(2);
    return answer.value.runs.map(({ name, result, curve }) => ({ name, loss: result.ok ? result.validationLoss : null, points: curve.length }));
  };
  const runs = await losses(first.value.comparison);
  expect(runs.map((run) => run.name).toSorted()).toEqual(['constant', 'cosine', 'cosine-restarts', 'exponential', 'one-cycle', 'plateau', 'step', 'warm-up + cosine']);
  expect(runs.every((run) => run.points > 10)).toBe(true);
  expect(runs.map((run) => run.loss ?? Infinity)).toEqual(runs.map((run) => run.loss ?? Infinity).toSorted((a, b) => a - b));
  expect(await losses(second.value.comparison)).toEqual(runs);
  expect(new Set((await db.trainingRun.findMany()).map((run) => run.dataSha256)).size).toBe(1);
  expect(await db.auditEvent.count({ where: { action: 'model.trained' } })).toBe(2);
});

it('is for administrators, and says what is missing', async () => {
  const { actor } = await createAccount({ roles: ['SELLER'] });
  expect(await trainModels(contextFor(actor))).toEqual({ ok: false, refusal: { code: 'not-allowed' } });
  expect(await listTrainingRuns(contextFor(actor), {})).toEqual({ ok: false, refusal: { code: 'not-allowed' } });
  expect(await trainModels(system)).toMatchObject({ ok: false, refusal: { code: 'too-little-to-train', params: { min: 50 } } });
});

it('each day is measured once, by models that knew only the days before', async () => {
  await fillMarket();
  expect((await evaluateModels(system, { days: 5 })).dayCount).toBe(5);
  await flushMetrics(db);
  const rows = await db.metricBucket.findMany({ where: { model: 'next-action', metric: 'correct' } });
  expect(rows).toHaveLength(5);
  for (const row of rows) {
    const until = new Date(row.start.getTime() + 86_400_000);
    const seen = await db.behaviourEvent.count({ where: { at: { gte: row.start, lt: until }, kind: { in: ['VIEW', 'PREVIEW', 'SAVE', 'BUY'] } } });
    expect(Number(row.count)).toBe(seen);
    expect(row.demoCount).toBe(row.count);
  }
  expect((await evaluateModels(system, { days: 5 })).dayCount).toBe(0);
  expect(takePending()).toEqual([]);
});
