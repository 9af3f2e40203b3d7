import { stat, readFile } from 'node:fs/promises';
import type { IndexOrigin } from '@/lib/learning';
import { runInThread, startThread } from '@/lib/shared/run-in-thread';
import type { HistoryEvent } from './core/history-cases';
import { readIndexFile, type buildIndexFile } from './core/index-contents';
import type { factsOfTexts } from './core/listing-facts';
import { overHistory, type HistoryAnswer, type HistoryFacts, type HistoryQuestion } from './core/over-history';

export type IndexTask = { readonly kind: 'load'; readonly path: string } | { readonly kind: 'build'; readonly origin: IndexOrigin; readonly listings: Listings }
  | { readonly kind: 'over-history'; readonly question: HistoryQuestion; readonly facts: HistoryFacts<HistoryQuestion> };
type Listings = Parameters<typeof factsOfTexts>[0];
type Read = ReturnType<typeof readIndexFile>;
type Built = ReturnType<typeof buildIndexFile> & { readonly eventCount: number };

const threadFile = 'lib/behaviour/index-thread.ts';
/** Smaller files are read in a few milliseconds; a thread takes longer to begin. */
const smallBytes = 1_000_000;
/** Fewer events are judged in less time than a thread takes to begin. */
const fewEvents = 200;

/** Reads an index while pages are served. @throws Error when the file isn't there */
export async function readInThread(path: string): Promise<Read> {
  const { size } = await stat(path);
  return size <= smallBytes ? readIndexFile(await readFile(path)) : runInThread<IndexTask, Read>(threadFile, { kind: 'load', path });
}

/** Builds an index from events that come in parts, oldest first, while pages are served. */
export async function buildInThread(parts: AsyncIterable<readonly HistoryEvent[]>, origin: IndexOrigin, listings: Listings): Promise<Built> {
  const { send, answer } = startThread<IndexTask, Built>(threadFile, { kind: 'build', origin, listings });
  // Heard below; a thread that dies while events are read must not end the process.
  answer.catch(() => undefined);
  for await (const part of parts) send(part);
  send(null);
  return answer;
}

/** Where pages are served a thread works it out; what takes less time than one takes to begin is worked out here. */
export async function overHistoryInThread<Question extends HistoryQuestion>(question: Question, facts: HistoryFacts<Question>): Promise<HistoryAnswer<Question>> {
  return facts.events.length < fewEvents ? overHistory(question, facts) : runInThread<IndexTask, HistoryAnswer<Question>>(threadFile, { kind: 'over-history', question, facts });
}
