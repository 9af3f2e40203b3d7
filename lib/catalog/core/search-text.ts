import type { Category } from '../schema';
import { categoryLabels } from './category-labels';
import { searchGlossary } from './search-glossary';

/** More words than this make a search slower, not better. */
const maxWords = 8;
const han = /\p{Script=Han}/u;
/** Everything here is data: beside another word these say nothing. */
const fillers: ReadonlySet<string> = new Set(['数据', '数据集', '的', '与', '和', '及']);
/** What the dictionary would cut apart. */
const kept: ReadonlySet<string> = new Set([...fillers, '数据库', '大数据']);
const longestTerm = Math.max(...Object.keys(searchGlossary).map((term) => term.length));

/** Characters of the names of columns, and as many of what is said of them. */
const mostOfColumns = 20_000;

/** One word of a query: a listing has it if its text holds `text` anywhere, or a word that begins with one of `stems`, or if it is of one of `categories`. */
export type SearchTerm = { readonly text: string; readonly stems: readonly string[]; readonly categories: readonly Category[] };

/**
 * How text is stored and compared: NFKC (full-width letters become plain ones), lower case, one space between words,
 * no control characters (PostgreSQL cannot store NUL).
 */
export function normaliseText(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

/**
 * What is searched, one part a line: title, subtitle, then everything else. Ranking reads the first two lines,
 * so no part may hold a line break (normaliseText takes them out).
 */
export function searchTextOf(parts: {
  readonly title: string;
  readonly subtitle: string;
  readonly description: string;
  readonly category: string;
  readonly sourceName: string;
  readonly sellerName: string;
  /** Of the columns that are shown. */
  readonly columnNames: readonly string[];
  /** What is said of them. */
  readonly columnMeanings?: readonly string[];
}): string {
  const rest = [parts.description, parts.category, parts.sourceName, parts.sellerName, [parts.columnNames, parts.columnMeanings ?? []].map((words) => words.join(' ').slice(0, mostOfColumns)).join(' ')];
  return [parts.title, parts.subtitle, ...rest].map(normaliseText).join('\n');
}

/**
 * The words that must all occur, as substrings. Chinese is written without spaces, so a run that holds Han characters is
 * divided: where a word of the glossary begins, into that word (失业率, 航班), elsewhere by the Unicode word rules (UAX #29 with
 * ICU's dictionary): 空气质量数据 asks for 空气 and 质量.
 */
export function searchWords(query: string): string[] {
  const runs = normaliseText(query).split(' ').filter(Boolean);
  const words = [...new Set(runs.flatMap((run) => (han.test(run) ? segment(run) : [run])))];
  const telling = words.filter((word) => !fillers.has(word));
  return (telling.length > 0 ? telling : words).slice(0, maxWords);
}

/** Each word with what else says the same: a Chinese word's English names, and the categories whose Chinese label holds it (English labels stand in every search text, as codes). */
export function searchTerms(query: string): SearchTerm[] {
  return searchWords(query).map((word) => ({ text: word, stems: glossed(word) ?? [], categories: han.test(word) && [...word].length > 1 ? categoriesNamed(word) : [] }));
}

function categoriesNamed(word: string): Category[] {
  const codes = Object.keys(categoryLabels) as Category[];
  return codes.filter((code) => categoryLabels[code].zh.includes(word));
}

function glossed(word: string): readonly string[] | undefined {
  return Object.hasOwn(searchGlossary, word) ? searchGlossary[word] : undefined;
}

function segment(run: string): string[] {
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
  const words: string[] = [];
  for (let rest = run; rest !== '';) {
    const [first] = segmenter.segment(rest);
    const known = termAtStart(rest);
    // A longer word of the dictionary is that word: 国家公园 is no country.
    const term = known !== undefined && known.length >= (first?.segment ?? '').length ? known : first?.segment ?? rest;
    if (term === known || first?.isWordLike) words.push(term);
    rest = rest.slice(term.length);
  }
  return words;
}

/** The longest word of the glossary, or one that is kept whole, that a text begins with. */
function termAtStart(text: string): string | undefined {
  for (let length = Math.min(longestTerm, text.length); length > 1; length -= 1) {
    const start = text.slice(0, length);
    if (glossed(start) || kept.has(start)) return start;
  }
  return undefined;
}

/** For LIKE … ESCAPE '\': a percent sign, an underscore and a backslash in a query mean themselves. */
export function escapeLike(word: string): string {
  return word.replace(/[\\%_]/g, (character) => `\\${character}`);
}

/** `%word%` for LIKE. */
export function likePattern(word: string): string {
  return `%${escapeLike(word)}%`;
}

/** A regular expression (PostgreSQL) for a word that begins with a stem of the glossary; a space at its end is the end of the word too. */
export function stemPattern(stem: string): string {
  return `\\m${stem.trim().replace(/[^a-z0-9 ]/g, (character) => `\\${character}`)}${stem.endsWith(' ') ? '\\M' : ''}`;
}
