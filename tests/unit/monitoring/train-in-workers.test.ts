import { expect, it } from 'vitest';
import { compareSchedules, matrixOf, rowsBetween, schedulesToCompare, softmaxModel } from '@/lib/learning';
import { trainSpec } from '@/lib/learning/schema';
import { trainInWorkers, updatesOf } from '@/lib/monitoring';
import { seededRandom } from '@/lib/shared/seeded-random';

const random = seededRandom(3);
const labels = Array.from({ length: 400 }, () => Math.floor(random() * 3));
const data = { features: matrixOf(labels.map((label) => [label + random(), random() - label, random()])), labels, classCount: 3, l2: 1e-4 };
const rows = { train: rowsBetween(0, 300), validation: rowsBetween(300, 400) };
const spec = trainSpec.omit({ schedule: true }).parse({ optimizer: { kind: 'sgd', momentum: 0.9 }, epochs: 4, batchSize: 32, checkEvery: 5, seed: 1 });
const schedules = schedulesToCompare(0.3, 40);

it('threads give the very same runs as one process, and say how far they are', async () => {
  const heard: number[] = [];
  const runs = await trainInWorkers({ data, rows, spec, schedules, onProgress: (done) => heard.push(done) });
  expect(runs).toEqual(compareSchedules(softmaxModel(data), rows, spec, schedules));
  expect(heard).toEqual(heard.toSorted((a, b) => a - b));
  expect(heard.length).toBeGreaterThan(schedules.length);
  expect(Math.max(...heard)).toBe(updatesOf({ rows, spec }) * schedules.length);
}, 60_000);

it('a thread that dies is an error and not a silence', async () => {
  await expect(trainInWorkers({ data: { ...data, labels: [0, 99] }, rows, spec, schedules: schedules.slice(0, 1), onProgress: () => undefined })).rejects.toThrow(/400/);
}, 60_000);
