import { availableParallelism } from 'node:os';
import type { SessionParameters } from '@/lib/learning';
import { runInThread } from '@/lib/shared/run-in-thread';
import type { ItemSearch, ItemTrials, Split } from './core/search-item-parameters';

export type SearchTask =
  | { readonly kind: 'try'; readonly split: Split; readonly choices: readonly SessionParameters[] }
  | { readonly kind: 'search'; readonly split: Split; readonly standing: SessionParameters };

const threadFile = 'lib/behaviour/item-search-thread.ts';
const maxThreads = 4;

/** `tryParameters` on threads: the same trials in the same order, while pages are served. */
export async function tryInThreads(split: Split, choices: readonly SessionParameters[]): Promise<ItemTrials[]> {
  const threads = Math.min(maxThreads, availableParallelism(), choices.length);
  const parts = await Promise.all(Array.from({ length: threads }, (_, thread) => runInThread<SearchTask, ItemTrials[]>(threadFile, { kind: 'try', split, choices: choices.filter((_choice, index) => index % threads === thread) })));
  return choices.flatMap((_, index) => parts[index % threads]?.[Math.floor(index / threads)] ?? []);
}

/** `searchItems` on a thread of its own. */
export function searchInThread(split: Split, standing: SessionParameters): Promise<ItemSearch> {
  return runInThread<SearchTask, ItemSearch>(threadFile, { kind: 'search', split, standing });
}
