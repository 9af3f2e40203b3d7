import type { PrismaClient } from '@/lib/db';
import { processWide } from '@/lib/shared/process-wide';
import { correctWord, isSpelt, vocabularyOf, type Vocabulary } from './core/correct-spelling';
import { normaliseText, searchTerms } from './core/search-text';
import type { SearchInput } from './schema';
import { countWords, listMatchingIds } from './store/search';
import { listPublishedNames } from './store/vocabulary';

/** A search that finds more than this needs no other. */
const fewFound = 2;
/** What is offered instead has to find so many times as much. */
const timesMore = 5;
/** Each is compared with the whole vocabulary. */
const mostCorrected = 2;
const maxListings = 10_000;
const maxWords = 30_000;
const freshMilliseconds = 60_000;
const known = processWide('catalog vocabulary', () => new WeakMap<PrismaClient, { readonly words: Promise<Vocabulary>; readonly at: number }>());

/**
 * Public. What somebody may have meant whose search finds nothing or next to nothing: the same words, those that hardly stand anywhere spelt as in the name of
 * something on sale. Null where that finds nothing either, under the same filters: so no word is told that is not on the market now.
 */
export async function suggestSpelling(db: PrismaClient, input: SearchInput, totalCount: number, at = new Date()): Promise<string | null> {
  if (totalCount > fewFound) return null;
  const asked = searchTerms(input.q).filter((term) => isSpelt(term.text));
  if (asked.length === 0) return null;
  const counts = await countWords(db, { words: asked, most: fewFound + 1 });
  const rare = asked.filter((_, index) => (counts[index] ?? 0) <= totalCount).slice(0, mostCorrected);
  if (rare.length === 0) return null;
  const vocabulary = await readVocabulary(db, at);
  const corrected = new Map(rare.flatMap(({ text }) => { const word = correctWord(text, vocabulary); return word === null ? [] : [[text, word] as const]; }));
  if (corrected.size === 0) return null;
  const q = input.q.split(/\s+/).map((word) => corrected.get(normaliseText(word)) ?? word).join(' ').slice(0, 200);
  const wanted = Math.max(1, totalCount * timesMore);
  const found = await listMatchingIds(db, { words: searchTerms(q), filters: input, at, sort: 'newest', offset: 0, size: wanted });
  return found.length < wanted ? null : q;
}

/** Read again after a minute: what was taken down meanwhile is found by no search, so it is not offered either. */
async function readVocabulary(db: PrismaClient, at: Date): Promise<Vocabulary> {
  const entry = known.get(db);
  if (entry && Math.abs(at.getTime() - entry.at) < freshMilliseconds) return entry.words;
  const words = listPublishedNames(db, { take: maxListings }).then((names) => vocabularyOf(names, maxWords));
  known.set(db, { words, at: at.getTime() });
  words.catch(() => known.delete(db));
  return words;
}
