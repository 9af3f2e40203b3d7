import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { gathered } from '@/lib/shared/gathered';

/** Readings that end when the test says so. */
function reader() {
  const readings: { keys: readonly number[]; end: (values?: readonly string[]) => void; fail: (fault: Error) => void }[] = [];
  const ask = gathered<number, string>((keys) => new Promise((resolve, reject) => {
    readings.push({ keys, end: (values = keys.map((key) => `value ${key}`)) => { resolve(values); }, fail: reject });
  }), { most: 3 });
  return { readings, ask };
}

describe('questions of one moment', () => {
  it('are read together, and each is told its own answer', async () => {
    const { readings, ask } = reader();
    const answers = Promise.all([ask(2), ask(1), ask(2)]);
    await turn();
    readings[0]?.end();
    expect(await answers).toEqual(['value 2', 'value 1', 'value 2']);
    expect(readings.map(({ keys }) => keys)).toEqual([[2, 1, 2]]);
  });

  it('never get what was read before they were asked, also where the same was asked a moment ago', async () => {
    const { readings, ask } = reader();
    const first = ask(1);
    await turn();
    const second = ask(1);
    readings[0]?.end(['before']);
    expect(await first).toBe('before');
    await turn();
    readings[1]?.end(['after']);
    expect(await second).toBe('after');
  });

  it('are at most so many a reading, two readings at a time, and none waits for ever', async () => {
    const { readings, ask } = reader();
    const answers = Promise.all(Array.from({ length: 8 }, (_, key) => ask(key)));
    for (let each = 0; each < 3; each += 1) await turn();
    expect(readings.map(({ keys }) => keys)).toEqual([[0, 1, 2], [3, 4, 5]]);
    readings[0]?.end();
    for (let each = 0; each < 3; each += 1) await turn();
    expect(readings.map(({ keys }) => keys)).toEqual([[0, 1, 2], [3, 4, 5], [6, 7]]);
    readings[1]?.end();
    readings[2]?.end();
    expect(await answers).toHaveLength(8);
  });

  it('fail together when the reading fails or answers too few, and the next one is read', async () => {
    const { readings, ask } = reader();
    const failed = Promise.allSettled([ask(1), ask(2)]);
    await turn();
    readings[0]?.fail(new Error('away'));
    expect((await failed).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const short = Promise.allSettled([ask(1), ask(2)]);
    await turn();
    readings[1]?.end(['one']);
    expect((await short).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const next = ask(3);
    await turn();
    readings[2]?.end();
    expect(await next).toBe('value 3');
  });
});
