import { keepLargest } from './keep-largest';
import { nextTurn, type RuleRow, type RuleRows, type SessionTable } from './session-table';

/** For item a its rules a → b are `starts[a] … starts[a + 1] - 1` of `items` and `shares`, strongest first. */
export type RuleTable = { readonly starts: Int32Array; readonly items: Int32Array; readonly shares: Float32Array };
export type ItemRules = {
  /** What follows an item within a visit, nearer followers counting more (1 / distance): shares of all that follows it. */
  readonly follows: RuleTable;
  /** What is looked at in the same visit, in whatever order: damped cosine (Sarwar et al. 2001). */
  readonly together: RuleTable;
};

/** Followers further away say nothing of the next step. */
const furthest = 10;
/** Of an item looked at more often the newest visits tell: what goes together changes, and a machine must not decide it. */
const maxHolders = 5_000;
/** Against pairs that met once: as in the baseline of GRU4Rec (Hidasi et al. 2016). */
const damping = 20;
const rulesPerItem = 60;

/** Item-to-item rules over the arrays of the index, the strongest sixty an item; the same table gives the same rules. */
export function itemRules(table: SessionTable): ItemRules {
  const [follows, together] = [collector(table.itemCount), collector(table.itemCount)];
  const count = ruleCounter(table);
  for (let item = 0; item < table.itemCount; item += 1) {
    const counted = count(item);
    follows.add(item, counted, counted.follow);
    together.add(item, counted, counted.met);
  }
  return { follows: follows.table(), together: together.table() };
}

/** The rules of an item: those of the table or, where its visits changed since, counted again from what counts now. */
export function rulesOver(table: SessionTable, rules: ItemRules): (item: number) => RuleRows {
  const { live } = table;
  // Its arrays are as long as there are items: made once, and only where something changes.
  let count: ReturnType<typeof ruleCounter> | undefined;
  return (item) => {
    if (!live?.change.has(item)) return { follows: rowOf(rules.follows, item), together: rowOf(rules.together, item) };
    const known = live.rows.get(item);
    if (known) return known;
    count ??= ruleCounter(table);
    const counted = count(item);
    const row = (shares: Float64Array): RuleRow => {
      const items = Int32Array.from(strongest(counted, shares));
      return { items, shares: Float32Array.from(items, (other) => shares[other] ?? 0), from: 0, end: items.length };
    };
    const rows = { follows: row(counted.follow), together: row(counted.met) };
    live.rows.set(item, rows);
    return rows;
  };
}

function rowOf({ starts, items, shares }: RuleTable, item: number): RuleRow {
  return { items, shares, from: item < 0 ? 0 : (starts[item] ?? 0), end: item < 0 ? 0 : (starts[item + 1] ?? 0) };
}

/** What is met: its numbers, and of each of them the share of what follows and the likeness of who meets them. */
type Counted = { readonly found: Int32Array; readonly foundCount: number; readonly follow: Float64Array; readonly met: Float64Array };

/** Counts what is met beside and after an item in the visits that hold it; what it answers holds until it is asked for the next. */
function ruleCounter(table: SessionTable): (item: number) => Counted {
  const { starts, items, places, live } = table;
  const room = table.idf.length;
  const [follow, met, turns, found] = [new Float64Array(room), new Float64Array(room), new Int32Array(room), new Int32Array(room)];
  let turn = 0;
  // An item that came since stands behind the last of the table and has no holders there.
  const countOf = (item: number): number => Math.max(0, (table.holderStarts[item + 1] ?? 0) - (table.holderStarts[item] ?? 0)) + (live?.change.get(item)?.all ?? 0);
  return (item) => {
    let [foundCount, following, considered] = [0, 0, 0];
    turn = nextTurn(turn);
    const read = (session: number): void => {
      if (considered >= maxHolders || live?.gone[session] === 1) return;
      considered += 1;
      const [start, stop] = [starts[session] ?? 0, starts[session + 1] ?? 0];
      let own = start;
      while (items[own] !== item) own += 1;
      const place = places[own] ?? 0;
      for (let at = start; at < stop; at += 1) {
        const other = items[at] ?? 0;
        if (other === item) continue;
        if (turns[other] !== turn) {
          turns[other] = turn;
          follow[other] = 0;
          met[other] = 0;
          found[foundCount++] = other;
        }
        met[other] = (met[other] ?? 0) + 1;
        const distance = (places[at] ?? 0) - place;
        if (distance < 1 || distance > furthest) continue;
        follow[other] = (follow[other] ?? 0) + 1 / distance;
        following += 1 / distance;
      }
    };
    const late = live?.holders.get(item);
    if (late) for (let index = late.length - 1; index >= 0; index -= 1) read(late[index] ?? 0);
    const [from, end] = [table.holderStarts[item] ?? 0, table.holderStarts[item + 1] ?? 0];
    for (let index = end - 1; index >= from && considered < maxHolders; index -= 1) read(table.holders[index] ?? 0);
    // Of an item whose older visits were left out as many again would have met the other.
    const scale = countOf(item) / Math.max(1, considered);
    const own = countOf(item) + damping;
    for (let index = 0; index < foundCount; index += 1) {
      const other = found[index] ?? 0;
      follow[other] = following > 0 ? (follow[other] ?? 0) / following : 0;
      met[other] = ((met[other] ?? 0) * scale) / Math.sqrt(own * (countOf(other) + damping));
    }
    return { found, foundCount, follow, met };
  };
}

function strongest({ found, foundCount }: Counted, shares: Float64Array): number[] {
  const kept = keepLargest(found, foundCount, Math.min(rulesPerItem, foundCount), shares);
  const share = (other: number): number => shares[other] ?? 0;
  return Array.from(found.subarray(0, kept)).filter((other) => share(other) > 0).toSorted((a, b) => share(b) - share(a) || a - b).slice(0, rulesPerItem);
}

/** Keeps the strongest of each item as they come. */
function collector(itemCount: number) {
  const starts = new Int32Array(itemCount + 1);
  let [items, shares] = [new Int32Array(Math.max(1_024, itemCount * 8)), new Float32Array(Math.max(1_024, itemCount * 8))];
  let used = 0;
  return {
    add(item: number, counted: Counted, shareOf: Float64Array): void {
      const best = strongest(counted, shareOf);
      if (used + best.length > items.length) [items, shares] = [grown(items), grown(shares)];
      for (const other of best) {
        items[used] = other;
        shares[used++] = shareOf[other] ?? 0;
      }
      starts[item + 1] = used;
    },
    table: (): RuleTable => ({ starts, items: items.slice(0, used), shares: shares.slice(0, used) }),
  };
}

function grown<Numbers extends Int32Array | Float32Array>(numbers: Numbers): Numbers {
  const larger = (numbers instanceof Int32Array ? new Int32Array(numbers.length * 2) : new Float32Array(numbers.length * 2)) as Numbers;
  larger.set(numbers);
  return larger;
}
