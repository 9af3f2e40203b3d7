import { han, stem, stopWords } from './text-features';

/** Words that any listing may hold and that say nothing of what it is about. */
const empty = new Set((
  'about above across after against all also although always among any are because been before being below between both but can could did does doing done down during each either else ever every few for from further had has have having her here hers him his how however '
  + 'including into its itself just least less like made make many may might more most much must near new nor not now off often once one only other others our out over own rather same several she should since some still such than that the their them then '
  + 'there these they this those though three through thus too two under until upon use used useful uses using various very via was well were what when where whether which while who whole whom whose why will with within without would yet you your four five six first second third last next '
  + 'api available average based collection column columns containing contains content count counts csv derived different download downloaded data database dataset datasets description detail details document documentation entries entry example examples feed field fields figure figures file files format html http https '
  + 'include included includes index info information item items json key kind kinds licence license link list listing listings measure measured measurement measurements name names note notes number numbers observation observations original originally package page paper part parts per percent person persons plot product products project projects protovis provided provides public published purpose purposes '
  + 'record recorded records reference reported represented repository row rows sample script scripts series set sets single site source sources statistics stated study subset table tables text total transformed tsv type types unit units url user users value values variable variables various vega version web website www year years month months monthly day days daily date dates'
).split(/\s+/));

/** A word that makes two texts alike by less than this is not why they are alike. */
const leastAmount = 0.02;

/** From so many texts on a share of them says something. */
const [enoughTexts, mostShare] = [10, 0.15];

/**
 * The words that may be named as what two texts have in common, by the word as it is compared (`wordsOf`), each as the text writes it first: no numbers, none of two letters, none that any listing may hold, and of Chinese
 * whole words of two characters alone, not the pairs between them.
 */
export function nameableWords(text: string): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  const name = (word: string, written: string): void => { if (!named.has(word)) named.set(word, written); };
  for (const run of text.normalize('NFKC').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    if (han.test(run)) { for (const word of segment(run)) if ([...word].length === 2 && !stopWords.has(word)) name(word, word); } else if (run.length > 2 && /\p{L}/u.test(run) && !stopWords.has(run) && !empty.has(run)) name(stem(run), run);
  }
  return named;
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

function segment(run: string): string[] {
  return [...segmenter.segment(run)].filter((part) => part.isWordLike === true).map((part) => part.segment);
}

/** Whether a word that so many of all texts hold tells one from another. */
export function isTelling(holding: number, texts: number): boolean {
  return texts < enoughTexts || holding <= mostShare * texts;
}

type Texts<Key> = { readonly writingOf: (key: Key) => string; /** How many of the texts hold a word. */ readonly holding: ReadonlyMap<string, number>; readonly count: number };

/** The nameable words of each of many texts that tell it from others, worked out once a text is asked about: those of all at once would take seconds. */
export function tellingWords<Key>({ writingOf, holding, count }: Texts<Key>): (key: Key) => ReadonlyMap<string, string> {
  const known = new Map<Key, ReadonlyMap<string, string>>();
  return (key) => {
    const words = known.get(key) ?? new Map([...nameableWords(writingOf(key))].filter(([word]) => isTelling(holding.get(word) ?? 0, count)));
    known.set(key, words);
    return words;
  };
}

/** Of the words that make two texts alike, those that may be named of both and matter, strongest first, as the second text writes them. */
export function telling(shared: readonly { readonly word: string; readonly amount: number }[], one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): { readonly word: string; readonly written: string; readonly amount: number }[] {
  return shared.flatMap(({ word, amount }) => {
    const written = other.get(word);
    return amount >= leastAmount && one.has(word) && written !== undefined ? [{ word, written, amount }] : [];
  });
}
