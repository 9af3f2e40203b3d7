import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readActions } from '@/scripts/monitor/read-file';
import { nextActionTrials, nextItemTrials, type StoredModel } from '@/scripts/monitor/trials';
import { watchBatches } from '@/scripts/monitor/watch-batches';
import { seededRandom } from '@/lib/shared/seeded-random';

const folder = mkdtempSync(join(tmpdir(), 'databourse-monitor-'));
afterAll(() => { rmSync(folder, { recursive: true }); });

function stored(count: number, of: (index: number) => { right: number; depth: number }): StoredModel {
  return { name: 'test', metric: 'hit', label: 'HR@20', trials: Array.from({ length: count }, (_, index) => { const { right, depth } = of(index); return { depth, run: () => right }; }) };
}
const alertsOf = (model: StoredModel) => [...watchBatches(model, 500)].flatMap((line) => ('alert' in line ? [`${line.batch} ${line.action} ${line.alert}`] : []));

describe('a stored model, batch by batch', () => {
  it('reports rows, time and metric of each batch, the last one smaller', () => {
    const lines = [...watchBatches(stored(1_200, (index) => ({ right: index < 500 ? 1 : 0.5, depth: 1 })), 500)];
    expect(lines.filter((line) => 'rows' in line)).toMatchObject([{ batch: 1, rows: 500, value: 1, metric: 'hit' }, { batch: 2, rows: 500, value: 0.5 }, { batch: 3, rows: 200, value: 0.5 }]);
  });
  it('raises an alert when it is right less often than before, and resolves it by itself', () => {
    expect(alertsOf(stored(2_500, (index) => ({ right: index >= 1_000 && index < 1_500 ? 0 : 1, depth: 1 })))).toEqual(['3 raised quality fell', '4 resolved quality fell']);
  });
  it('raises an alert within one batch when the input drifts, and none when it does not', () => {
    const random = seededRandom(2);
    const depth = (mean: number) => Math.max(1, Math.round(mean + 2 * (random() + random() + random() - 1.5)));
    expect(alertsOf(stored(2_000, (index) => ({ right: 1, depth: depth(index < 1_500 ? 4 : 5) })))).toEqual(['4 raised input drifted']);
    expect(alertsOf(stored(5_000, () => ({ right: 1, depth: depth(4) })))).toEqual([]);
  });
});

describe('the file', () => {
  it('is asked event by event, with what came next as the answer', () => {
    const path = join(folder, 'actions.tsv');
    writeFileSync(path, 'SessionId\tItemId\tTime\tAction\na\tx\t1\tview\na\ty\t2\tSAVE\r\nb\tx\t3\tview\n');
    const events = readActions(path);
    expect(events).toHaveLength(3);
    expect(nextActionTrials(events, events).trials.map((trial) => trial.depth)).toEqual([1, 2, 1]);
  });
  it.each([['a\tx\tnever\tview', 2], ['a\tx\t1\tsteal', 2], ['\tx\t1\tview', 2]])('that says %j is refused with its line', (line, number) => {
    const path = join(folder, 'bad.tsv');
    writeFileSync(path, `SessionId\tItemId\tTime\tAction\n${line}\n`);
    expect(() => readActions(path)).toThrow(new RegExp(`line ${number}:`));
  });
  it('without the columns is refused', () => {
    const path = join(folder, 'head.tsv');
    writeFileSync(path, 'a,b\n1,2\n');
    expect(() => readActions(path)).toThrow(/line 1: the columns/);
  });
  it('leaves out items the model has never seen', () => {
    const train = [{ id: '1', items: ['x', 'y'], at: 1 }, { id: '2', items: ['x', 'y'], at: 2 }];
    const { trials } = nextItemTrials(train, [{ id: '3', items: ['x', 'new', 'y'], at: 3 }]);
    expect(trials.map((trial) => [trial.depth, trial.run()])).toEqual([[1, 1]]);
  });
});
