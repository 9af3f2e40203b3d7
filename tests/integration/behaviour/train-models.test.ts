import { randomBytes } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { evaluateModels, generateDemoBehaviour, recommend, recordEvents, trainModels } from '@/lib/behaviour';
import { writeItemModel } from '@/lib/behaviour/core/model-parameters';
import { searchItems, splitByTime } from '@/lib/behaviour/core/search-item-parameters';
import { sessionsOf } from '@/lib/behaviour/core/sessions-of';
import { dropModels } from '@/lib/behaviour/models';
import { readHistory } from '@/lib/behaviour/read-history';
import { getNotice, publishBundledNotices, recordChoice } from '@/lib/consent';
import { standardBlend, vstan } from '@/lib/learning';
import { claimTraining, endTraining, flushMetrics, getTrainingProgress, listTrainingRuns, reportTraining } from '@/lib/monitoring';
import { deployVersion, listModelVersions, type NewVersion } from '@/lib/registry';
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
    expect(answer.value.parameters).toMatchObject({ optimizer: { kind: 'sgd', momentum: 0.9 }, epochs: 20, batchSize: 64, patience: null, seed: 1, dataFrom: expect.any(String), dataTo: expect.any(String) });
    return answer.value.runs.map(({ name, result, curve }) => ({ name, loss: result.ok ? result.validationLoss : null, metric: result.ok ? result.metric : null, points: curve.length }));
  };
  const runs = await losses(first.value.comparison);
  expect(runs.map((run) => run.name).toSorted()).toEqual(['constant', 'cosine', 'cosine-restarts', 'exponential', 'one-cycle', 'plateau', 'step', 'warm-up + cosine']);
  expect(runs.every((run) => run.points > 10 && run.metric?.name === 'macro-f1')).toBe(true);
  expect(runs.map((run) => run.loss ?? Infinity)).toEqual(runs.map((run) => run.loss ?? Infinity).toSorted((a, b) => a - b));
  expect(await losses(second.value.comparison)).toEqual(runs);
  expect(new Set((await db.trainingRun.findMany()).map((run) => run.dataSha256)).size).toBe(1);
  expect(await db.auditEvent.count({ where: { action: 'model.trained' } })).toBe(2);
}, 180_000);

it('the highest rate comes from the rate finder, whose curve is kept with the comparison', async () => {
  await fillMarket();
  const trained = await trainModels(system);
  if (!trained.ok) throw new Error(trained.refusal.code);
  const admin = await createAccount({ roles: ['ADMIN'] });
  const shown = await listTrainingRuns(contextFor(admin.actor), { comparison: trained.value.comparison });
  if (!shown.ok) throw new Error(shown.refusal.code);
  const { rateTest } = shown.value;
  expect(rateTest?.points.length).toBeGreaterThan(20);
  expect(rateTest?.comparedRate).toBeCloseTo((rateTest?.suggestedRate ?? 0) * 3, 12);
  const constant = shown.value.runs.find((run) => run.name === 'constant');
  expect(constant?.curve[0]?.rate).toBe(rateTest?.comparedRate);
});

it('what came out best becomes a candidate with its lineage and its difference from what serves, once for the same data, and none serves by itself', async () => {
  await fillMarket();
  const admin = contextFor((await createAccount({ roles: ['ADMIN'] })).actor);
  const trained = await trainModels(admin);
  await trainModels(admin);
  const listed = await listModelVersions(admin);
  if (!trained.ok || !listed.ok) throw new Error('not trained');
  const [candidate] = listed.value.filter((version) => version.model === 'next-action');
  expect(candidate).toMatchObject({ stage: 'CANDIDATE', isDemo: true, parameters: { family: 'logistic' } });
  expect(candidate?.metrics.map((metric) => metric.name)).toEqual(['log-loss', 'difference', 'accuracy']);
  for (const metric of candidate?.metrics ?? []) expect(metric.low ?? 0).toBeLessThanOrEqual(metric.value);
  expect(candidate?.dataSha256).toBe((await db.trainingRun.findFirst())?.dataSha256);
  expect(new Set(listed.value.map((version) => `${version.model} ${version.version}`)).size).toBe(listed.value.length);
  expect(listed.value.every((version) => version.stage === 'CANDIDATE')).toBe(true);

  // Of the next item: what temporal validation chose in a thread is what it chooses here, and once it serves its weights, in which alone it differs here from the standing version, are those that lists are made with.
  const learnt = listed.value.find((version) => version.model === 'next-item');
  const split = splitByTime(sessionsOf(await readHistory(db, { now: new Date() })), 0.8);
  if (!learnt || !split) throw new Error('nothing learnt');
  const here = searchItems(split, vstan);
  expect(learnt.parameters).toEqual(JSON.parse(JSON.stringify(writeItemModel({ parameters: here.parameters, ...(here.learnt ? { blend: here.learnt.blend } : {}) }))));
  expect(here.learnt?.blend).not.toEqual(standardBlend);
  const reader = contextFor({ kind: 'visitor', visitorId: randomBytes(16).toString('base64url') });
  await recordChoice(reader, { noticeToken: (await getNotice(reader)).token, choices: { personalisation: true }, surface: 'banner' });
  const [looked] = await db.listing.findMany({ orderBy: { title: 'asc' }, select: { id: true } });
  await recordEvents(reader, { events: [{ kind: 'VIEW', listingId: looked?.id ?? '' }] });
  const at = new Date(Date.now() + 1_000);
  const listUnder = async (version: string, parameters: NewVersion['parameters']) => {
    await deployVersion(system, { model: 'next-item', version, parameters, codeVersion: 'test', metrics: [], isDemo: true }, () => true);
    dropModels();
    const list = await recommend({ ...reader, now: () => at }, { size: 6 });
    if (!list.ok || !list.value.isPersonal) throw new Error('no personal list');
    return list.value;
  };
  const standing = await listUnder('standing', writeItemModel({ parameters: here.parameters, blend: standardBlend }));
  const served = await listUnder('learnt', learnt.parameters as NewVersion['parameters']);
  expect([standing.modelVersion, served.modelVersion]).toEqual(['standing', 'learnt']);
  expect(served.items.map(({ why }) => why.score)).not.toEqual(standing.items.map(({ why }) => why.score));
}, 180_000);

it('one training at a time: who comes second is told so, and a process that is gone blocks nobody', async () => {
  const admin = contextFor((await createAccount({ roles: ['ADMIN'] })).actor);
  expect(await Promise.all([claimTraining(system, { model: 'next-action', total: 10 }), claimTraining(system, { model: 'next-action', total: 10 })]).then((claims) => claims.toSorted())).toEqual([false, true]);
  await reportTraining(db, { model: 'next-action', done: 4, at: new Date() });
  expect(await getTrainingProgress(admin)).toMatchObject({ value: { done: 4, total: 10 } });
  await fillMarket();
  expect(await trainModels(admin)).toMatchObject({ ok: false, refusal: { code: 'training-underway' } });
  const later = contextFor({ kind: 'system' }, { now: () => new Date(Date.now() + 61_000) });
  expect(await claimTraining(later, { model: 'next-action', total: 20 })).toBe(true);
  await endTraining(db, { model: 'next-action', at: new Date() });
  await reportTraining(db, { model: 'next-action', done: 9, at: new Date() });
  expect(await getTrainingProgress(admin)).toEqual({ ok: true, value: null });
  expect((await getTrainingProgress(contextFor((await createAccount()).actor))).ok).toBe(false);
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
