/** More words than this make a search slower, not better. */
const maxWords = 8;
const han = /\p{Script=Han}/u;

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
  readonly columnNames: readonly string[];
}): string {
  const rest = [parts.description, parts.category, parts.sourceName, parts.sellerName, parts.columnNames.join(' ').slice(0, 20_000)];
  return [parts.title, parts.subtitle, ...rest].map(normaliseText).join('\n');
}

const address = /(?:\b[a-z]+:\/\/|\bwww\.)\S+|\b[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.(?:com|org|net|gov|edu|info|int|io|eu|us|uk|de|cn|csv|json|tsv|zip|html?)\b(?:\/\S*)?/giu;

/** What its seller writes about a listing, of what is searched: title, subtitle and description, without addresses and without the seller's name. */
export function writingOf(searchText: string): string {
  const [title = '', subtitle = '', description = '', , , sellerName = ''] = searchText.split('\n');
  const written = [title, subtitle, description].join('\n').replace(address, ' ');
  return sellerName === '' ? written : written.replaceAll(sellerName, ' ');
}

/**
 * The words that must all occur, as substrings. Chinese is written without spaces, so a run that holds Han characters
 * is divided by the Unicode word rules (UAX #29 with ICU's dictionary): 空气质量数据 asks for 空气, 质量 and 数据.
 */
export function searchWords(query: string): string[] {
  const runs = normaliseText(query).split(' ').filter(Boolean);
  const words = runs.flatMap((run) => (han.test(run) ? segment(run) : [run]));
  return [...new Set(words)].slice(0, maxWords);
}

function segment(run: string): string[] {
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
  return [...segmenter.segment(run)].filter((part) => part.isWordLike).map((part) => part.segment);
}

/** `%word%` for LIKE … ESCAPE '\': a percent sign, an underscore and a backslash in a query mean themselves. */
export function likePattern(word: string): string {
  return `%${word.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
}
