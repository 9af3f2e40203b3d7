import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { inTurn } from '@/lib/jobs/in-turn';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

it('what takes longer than its turn is not begun a second time, and a stop waits for it', async () => {
  const ends: (() => void)[] = [];
  const watch = inTurn(1_000, () => new Promise((resolve) => { ends.push(() => { resolve('again'); }); }));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(ends).toHaveLength(1);
  ends[0]?.();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(ends).toHaveLength(2);
  let isStopped = false;
  const stopped = watch.stop().then(() => { isStopped = true; });
  await vi.advanceTimersByTimeAsync(5_000);
  expect([ends.length, isStopped]).toEqual([2, false]);
  ends[1]?.();
  await stopped;
});

it('enough ends it', async () => {
  let count = 0;
  inTurn(1_000, () => { count += 1; return Promise.resolve(count < 3 ? 'again' : 'enough'); });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(count).toBe(3);
});
