import { keepLargest } from './keep-largest';
import type { SessionTable } from './session-table';

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
  const { itemCount, holderStarts, holders, starts, items, places } = table;
  const [follow, met, turns, found] = [new Float64Array(itemCount), new Float64Array(itemCount), new Int32Array(itemCount), new Int32Array(itemCount)];
  const [follows, together] = [collector(itemCount), collector(itemCount)];
  for (let item = 0; item < itemCount; item += 1) {
    const [from, end] = [holderStarts[item] ?? 0, holderStarts[item + 1] ?? 0];
    const first = Math.max(from, end - maxHolders);
    let [count, following] = [0, 0];
    for (let index = first; index < end; index += 1) {
      const session = holders[index] ?? 0;
      const [start, stop] = [starts[session] ?? 0, starts[session + 1] ?? 0];
      let own = start;
      while (items[own] !== item) own += 1;
      const place = places[own] ?? 0;
      for (let at = start; at < stop; at += 1) {
        const other = items[at] ?? 0;
        if (other === item) continue;
        if (turns[other] !== item + 1) {
          turns[other] = item + 1;
          follow[other] = 0;
          met[other] = 0;
          found[count++] = other;
        }
        met[other] = (met[other] ?? 0) + 1;
        const distance = (places[at] ?? 0) - place;
        if (distance < 1 || distance > furthest) continue;
        follow[other] = (follow[other] ?? 0) + 1 / distance;
        following += 1 / distance;
      }
    }
    // Of an item whose older visits were left out as many again would have met the other.
    const scale = (end - from) / Math.max(1, end - first);
    const own = end - from + damping;
    follows.add(item, found, count, (other) => (following > 0 ? (follow[other] ?? 0) / following : 0));
    together.add(item, found, count, (other) => ((met[other] ?? 0) * scale) / Math.sqrt(own * ((holderStarts[other + 1] ?? 0) - (holderStarts[other] ?? 0) + damping)));
  }
  return { follows: follows.table(), together: together.table() };
}

/** Keeps the strongest of each item as they come. */
function collector(itemCount: number) {
  const starts = new Int32Array(itemCount + 1);
  let [items, shares] = [new Int32Array(Math.max(1_024, itemCount * 8)), new Float32Array(Math.max(1_024, itemCount * 8))];
  let used = 0;
  return {
    add(item: number, found: Int32Array, count: number, shareOf: (other: number) => number): void {
      const kept = keepLargest(found, count, Math.min(rulesPerItem, count), shareOf);
      const best = Array.from(found.subarray(0, kept)).filter((other) => shareOf(other) > 0).toSorted((a, b) => shareOf(b) - shareOf(a) || a - b).slice(0, rulesPerItem);
      if (used + best.length > items.length) [items, shares] = [grown(items), grown(shares)];
      for (const other of best) {
        items[used] = other;
        shares[used++] = shareOf(other);
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
