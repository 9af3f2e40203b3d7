import { nextTurn, type SessionTable } from './session-table';

/** The rows of a question: each item once, in the order they came. An item that is not wanted has none, which -1 says. */
export type CandidateRows = {
  /** Begins a question; where only some items are wanted of all that will be found, with these. */
  readonly begin: (only?: ReadonlySet<string>) => void;
  /** Adds an item by its number. */
  readonly add: (item: number) => void;
  /** Adds one by its name, which the table may not know, and answers its row. */
  readonly addNamed: (name: string) => number;
  /** The same where the number is known already, below 0 for none. */
  readonly addNumbered: (item: number, name: string) => number;
  readonly rowOf: (item: number) => number;
  readonly rowOfNumbered: (item: number, name: string) => number;
  /** What there is now: the names, and their numbers, below 0 for a stranger to the table. */
  readonly made: () => { readonly names: readonly string[]; readonly numbers: readonly number[] };
};

/** Works by the numbers of a table in arrays that every question reuses: what was written in an earlier turn counts as never written. */
export function candidateRows({ idf, numberOf, nameOf }: SessionTable): CandidateRows {
  // A live table grows within its arrays.
  const [turnOf, rowAt, wantedTurn] = [new Int32Array(idf.length), new Int32Array(idf.length), new Int32Array(idf.length)];
  const strangers = new Map<string, number>();
  let turn = 0;
  let wanted: ReadonlySet<string> | undefined;
  let names: string[] = [];
  let numbers: number[] = [];
  const push = (item: number, name: string): number => {
    numbers.push(item);
    return names.push(name) - 1;
  };
  const add = (item: number): void => {
    if (turnOf[item] === turn) return;
    turnOf[item] = turn;
    rowAt[item] = wanted === undefined || wantedTurn[item] === turn ? push(item, nameOf[item] ?? '') : -1;
  };
  const addStranger = (name: string): number => {
    const known = strangers.get(name);
    if (known !== undefined) return known;
    const row = wanted === undefined || wanted.has(name) ? push(-1, name) : -1;
    strangers.set(name, row);
    return row;
  };
  const rowOf = (item: number): number => (turnOf[item] === turn ? (rowAt[item] ?? -1) : -1);
  const addNumbered = (item: number, name: string): number => {
    if (item < 0) return addStranger(name);
    add(item);
    return rowAt[item] ?? -1;
  };
  return {
    begin(only) {
      turn = nextTurn(turn);
      wanted = only;
      names = [];
      numbers = [];
      if (strangers.size > 0) strangers.clear();
      if (only) {
        for (const name of only) {
          const item = numberOf.get(name);
          if (item !== undefined) wantedTurn[item] = turn;
        }
      }
    },
    add, addNumbered, addNamed: (name) => addNumbered(numberOf.get(name) ?? -1, name),
    rowOf, rowOfNumbered: (item, name) => (item < 0 ? (strangers.get(name) ?? -1) : rowOf(item)),
    made: () => ({ names, numbers }),
  };
}
