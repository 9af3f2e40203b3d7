import type { DictionaryEntry } from '../../dictionary/schema';

/** What stands about the whole dataset and can name its columns; nothing where nothing is written yet. */
export function textAbout(listing: { readonly subtitle: string; readonly description: string } | null): string {
  return listing ? `${listing.subtitle}\n${listing.description}` : '';
}

type Written = { /** As `textAbout` has it. */ readonly text: string; readonly entries: readonly DictionaryEntry[] };

/**
 * The columns of which a reader learns what is in them: those with an entry that says more than their name, and those whose name stands in the text about
 * the whole. An entry of figures alone says nothing, and one that says word for word what an earlier column's says tells nobody them apart, and counts for the first alone.
 * @returns names in the order of the columns
 */
export function describedColumns(names: readonly string[], { text, entries }: Written): string[] {
  const meanings = new Map(entries.map(({ name, description }) => [name, wordsIn(description)]));
  const seen = new Set<string>();
  const isNamed = namedIn(text);
  return names.filter((name) => {
    const meaning = meanings.get(name) ?? ' ';
    const isTold = says.test(meaning) && meaning !== wordsIn(name) && !seen.has(meaning);
    if (isTold) seen.add(meaning);
    return isTold || isNamed(name);
  });
}

/** Two letters at least, or one character that is a word. */
const says = /\p{Script=Han}|\p{L}.*\p{L}/u;

/** Words of a name or a text: camel case, punctuation and marks apart, without case and without what nobody sees. */
function wordsIn(text: string): string {
  return ` ${(text.normalize('NFKD').replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, '').replace(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')} `;
}

const han = /\p{Script=Han}/u;

/**
 * Whether a column's name stands in a text as whole words, however it is written (`tempMax`, `temp_max`, "Temp max"). A name of one or two letters stands in
 * many texts by chance, and counts only in quotation marks, backticks or before a colon or dash.
 */
function namedIn(text: string): (name: string) => boolean {
  const [words, plain] = [wordsIn(text), text.normalize('NFKC')];
  return (name) => {
    const wanted = wordsIn(name);
    if (wanted.trim() === '') return false;
    if (han.test(name)) return plain.includes(name.normalize('NFKC').trim());
    if (wanted.trim().length > 2) return words.includes(wanted);
    const literal = name.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return new RegExp(`[\`"'“]${literal}[\`"'”]|(^|[\\s,;(])${literal}\\s*[:=–—]`, 'u').test(text);
  };
}
