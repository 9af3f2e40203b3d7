import { keepLargest } from './keep-largest';

/** What decides between numbers: each has its score, support and name at its place. */
export type RankKeys = { readonly scores: Float64Array; readonly support: Int32Array; readonly names: readonly string[] };

/**
 * Moves the `take` first of the numbers to the front, in order, and answers how many there are: by score, then by support, then by name. With names of
 * their own the same numbers have the same order, byte for byte, however they stood before.
 */
export function rankFirst(numbers: Int32Array, count: number, take: number, keys: RankKeys): number {
  // Equal scores at the edge must not fall by chance: a few more are kept, and the exact order decides.
  const kept = keepLargest(numbers, count, Math.min(take, count), keys.scores);
  sortRanked(numbers, kept, keys);
  return Math.min(take, kept);
}

function isBefore(a: number, b: number, { scores, support, names }: RankKeys): boolean {
  const byScore = (scores[a] ?? 0) - (scores[b] ?? 0);
  if (byScore > 0) return true;
  if (byScore < 0) return false;
  const bySupport = (support[a] ?? 0) - (support[b] ?? 0);
  return bySupport === 0 ? (names[a] ?? '') < (names[b] ?? '') : bySupport > 0;
}

/** Longer runs are merged. */
const runLength = 16;
/** Written and read within one call; grows to the longest there was. */
let spare = new Int32Array(256);

/** Short runs by insertion, then merged: nothing is allocated, unlike a sort of numbers that asks a function. */
function sortRanked(numbers: Int32Array, count: number, keys: RankKeys): void {
  for (let start = 0; start < count; start += runLength) {
    const end = Math.min(count, start + runLength);
    for (let index = start + 1; index < end; index += 1) {
      const number = numbers[index] ?? 0;
      let at = index - 1;
      for (; at >= start && isBefore(number, numbers[at] ?? 0, keys); at -= 1) numbers[at + 1] = numbers[at] ?? 0;
      numbers[at + 1] = number;
    }
  }
  if (count > spare.length) spare = new Int32Array(2 * count);
  for (let length = runLength; length < count; length *= 2) {
    for (let start = 0; start + length < count; start += 2 * length) merge(numbers, { start, middle: start + length, end: Math.min(count, start + 2 * length) }, keys);
  }
}

function merge(numbers: Int32Array, { start, middle, end }: { readonly start: number; readonly middle: number; readonly end: number }, keys: RankKeys): void {
  for (let index = start; index < middle; index += 1) spare[index] = numbers[index] ?? 0;
  let left = start;
  let right = middle;
  for (let to = start; left < middle; to += 1) {
    const fromLeft = spare[left] ?? 0;
    const fromRight = numbers[right] ?? 0;
    if (right < end && isBefore(fromRight, fromLeft, keys)) {
      numbers[to] = fromRight;
      right += 1;
    } else {
      numbers[to] = fromLeft;
      left += 1;
    }
  }
}
