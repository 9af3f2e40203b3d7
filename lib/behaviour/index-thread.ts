import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { buildIndexFile, readIndexFile, type IndexContent } from './core/index-contents';
import { factsOfTexts } from './core/listing-facts';
import type { HistoryEvent } from './core/history-cases';
import { overHistory } from './core/over-history';
import type { IndexTask } from './index-in-thread';

const { task } = workerData as { readonly task: IndexTask };

if (task.kind === 'load') {
  const read = readIndexFile(readFileSync(task.path));
  // The arrays change hands: nothing of them is copied where pages are served.
  parentPort?.postMessage(read.ok ? { ...read, content: withoutNames(read.content) } : read, read.ok ? buffersOf(read.content) : []);
} else if (task.kind === 'build') {
  const events: HistoryEvent[] = [];
  parentPort?.on('message', (part: readonly HistoryEvent[] | null) => {
    if (part !== null) {
      events.push(...part);
      return;
    }
    const built = buildIndexFile(events, task.origin, factsOfTexts(task.listings));
    parentPort?.postMessage({ ...built, eventCount: events.length }, [built.file.buffer as ArrayBuffer]);
  });
} else {
  parentPort?.postMessage(overHistory(task.question, task.facts));
}

/** Numbers of names follow from their order: whoever serves from the table makes them. */
function withoutNames(content: IndexContent): IndexContent {
  return { ...content, owned: { ...content.owned, table: { ...content.owned.table, numberOf: new Map() } } };
}

function buffersOf({ owned, rules }: IndexContent): ArrayBuffer[] {
  const { table } = owned;
  const arrays = [table.starts, table.items, table.places, table.at, table.idf, table.holderStarts, table.holders, owned.owners, owned.ownerStarts, owned.ownerOrder, ...[rules.follows, rules.together].flatMap((rule) => [rule.starts, rule.items, rule.shares])];
  return [...new Set(arrays.map((array) => array.buffer as ArrayBuffer))];
}
