import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitScaler, learnProjection, scale } from '@/lib/learning';
import { seededRandom } from '@/lib/shared/seeded-random';
import { stepsOf, type ActionEvent } from '@/scripts/bench/behaviour/action-features';

const events = fc.array(fc.record({ subject: fc.constantFrom('p', 'q'), session: fc.constantFrom('s', 't'), item: fc.constantFrom('a', 'b', 'c'), action: fc.integer({ min: 0, max: 3 }), seconds: fc.integer({ min: 0, max: 50_000 }) }), { maxLength: 40 })
  .map((made): ActionEvent[] => made.map((each, index) => ({ ...each, index })));

describe('the cases of a file of actions', () => {
  it('are every event but the last of its session, each labelled with the next action there, in the order of time', () => {
    fc.assert(fc.property(events, (made) => {
      const sorted = made.toSorted((a, b) => a.seconds - b.seconds || a.index - b.index);
      const wanted = sorted.flatMap((event, at) => { const next = sorted.slice(at + 1).find((other) => other.subject === event.subject && other.session === event.session); return next ? [[event.index, next.action]] : []; });
      expect(stepsOf(made).map((step) => [step.index, step.case.label])).toEqual(wanted);
    }));
  });

  it('know nothing of what comes after them, are finite and all as long', () => {
    fc.assert(fc.property(events, fc.integer({ min: 0, max: 50_000 }), (made, until) => {
      const early = made.filter((event) => event.seconds <= until);
      const known = new Map(stepsOf(made).map((step) => [step.index, step.case.features]));
      for (const step of stepsOf(early)) expect(known.get(step.index)).toEqual(step.case.features);
      for (const features of known.values()) expect([features.length, features.every(Number.isFinite)]).toEqual([69, true]);
    }));
  });
});

it('a learnt projection has one dimension a class, in which classes lie apart that noise hid', () => {
  const random = seededRandom(9);
  const labels = Array.from({ length: 1_500 }, () => Math.floor(random() * 3));
  const rows = labels.map((label) => Array.from({ length: 40 }, (_, column) => random() + (column === label ? 0.7 : 0)));
  const plain = fitScaler(rows);
  const learnt = learnProjection(rows, labels, 3, plain);
  const rightOf = (scaler: typeof plain): number => {
    const points = rows.map((row) => scale(scaler, row));
    const nearest = (query: readonly number[], from: number): number => { let best = from, least = Infinity; for (let at = from; at < points.length; at += 1) { const distance = (points[at] ?? []).reduce((sum, value, axis) => sum + (value - (query[axis] ?? 0)) ** 2, 0); if (distance < least) { least = distance; best = at; } } return best; };
    return points.slice(0, 200).filter((point, at) => labels[nearest(point, 200)] === labels[at]).length / 200;
  };
  expect(scale(learnt, rows[0] ?? []).length).toBe(3);
  expect(rightOf(learnt)).toBeGreaterThan(rightOf(plain) + 0.15);
});
