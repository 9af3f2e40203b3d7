import { argmax, compareAll, sessionIndex, type Session } from '@/lib/learning';
import { casesOf, type HistoryEvent } from '@/lib/behaviour/core/history-cases';
import { actions } from '@/lib/behaviour/core/action-votes';
import { fitNextAction } from '@/lib/behaviour/core/next-action';

/** One question to a stored model: `run` answers whether it was right (1 or 0) and is what is timed. */
export type Trial = { readonly depth: number; readonly run: () => number };
export type StoredModel = { readonly name: string; readonly metric: 'hit' | 'correct'; readonly label: string; readonly trials: readonly Trial[] };

const listLength = 20;

/** Every prefix of every session: is the next item among the first twenty? Items the model never saw are left out first, as everywhere. */
export function nextItemTrials(train: readonly Session[], test: readonly Session[]): StoredModel {
  const index = sessionIndex(train);
  const known = new Set(train.flatMap((session) => session.items));
  const trials = test.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)).flatMap((session) => {
    const items = session.items.filter((item) => known.has(item));
    return items.slice(1).map((wanted, position): Trial => ({
      depth: position + 1,
      run: () => (index.recommend(items.slice(0, position + 1), { now: session.at, without: new Set(), size: listLength }).some((found) => found.item === wanted) ? 1 : 0),
    }));
  });
  return { name: 'next-item (vstan)', metric: 'hit', label: 'HR@20', trials };
}

/** Every event of the file: is the most likely action what came next in its session? Actions: view, save, buy; leave where nothing came. */
export function nextActionTrials(train: readonly HistoryEvent[], test: readonly HistoryEvent[]): StoredModel {
  const model = fitNextAction(casesOf(train), compareAll);
  const cases = casesOf(test);
  const name = `next-action (${model.kind}, k = ${model.neighbourCount ?? '-'}; ${actions.join(', ')})`;
  return { name, metric: 'correct', label: 'accuracy', trials: cases.map(({ features, last, label }) => ({ depth: Math.round(Math.expm1(features[10] ?? 0)), run: () => (argmax(model.predict(features, last)) === label ? 1 : 0) })) };
}
