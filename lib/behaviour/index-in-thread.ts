import { stat, readFile } from 'node:fs/promises';
import type { IndexOrigin, SessionParameters } from '@/lib/learning';
import { runInThread, startThread } from '@/lib/shared/run-in-thread';
import { casesOf, type HistoryEvent } from './core/history-cases';
import { readIndexFile, type buildIndexFile } from './core/index-contents';
import { factsOfTexts } from './core/listing-facts';
import { actionVersion } from './core/model-parameters';
import { evaluateNextAction } from './core/next-action';
import { sessionsOf } from './core/sessions-of';
import { slicedActions, slicedItems } from './core/sliced-trials';
import type { NextActionReport } from './schema';

export type IndexTask = { readonly kind: 'load'; readonly path: string } | { readonly kind: 'build'; readonly origin: IndexOrigin; readonly listings: Listings }
  | { readonly kind: 'report'; readonly events: readonly HistoryEvent[]; readonly listings: Listings }
  | { readonly kind: 'actions'; readonly events: readonly HistoryEvent[]; readonly listings: Listings } | { readonly kind: 'items'; readonly events: readonly HistoryEvent[]; readonly parameters: SessionParameters };
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

/** How the next action is predicted over all that happened: seconds of a processor in which pages are served. */
export async function reportInThread(events: readonly HistoryEvent[], listings: Listings): Promise<NextActionReport> {
  if (events.length < fewEvents) return evaluateNextAction(casesOf(events, factsOfTexts(listings)), actionVersion);
  return runInThread<IndexTask, NextActionReport>(threadFile, { kind: 'report', events, listings });
}

type Sliced = ReturnType<typeof slicedActions>;

/** How right the next action was told, case by case. */
export async function sliceActionsInThread(events: readonly HistoryEvent[], listings: Listings): Promise<Sliced> {
  if (events.length < fewEvents) return slicedActions(casesOf(events, factsOfTexts(listings)));
  return runInThread<IndexTask, Sliced>(threadFile, { kind: 'actions', events, listings });
}

/** Whether the next item was among those listed, visit by visit. */
export async function sliceItemsInThread(events: readonly HistoryEvent[], parameters: SessionParameters): Promise<Sliced> {
  if (events.length < fewEvents) return slicedItems(sessionsOf(events), parameters);
  return runInThread<IndexTask, Sliced>(threadFile, { kind: 'items', events, parameters });
}
