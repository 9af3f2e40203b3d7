/**
 * Moves the numbers with the `take` largest keys to the front, in any order, and answers how many stand there: more than `take` when
 * keys are equal at the edge, so that whoever needs exactly `take` can break the tie in an order of his own. The key of a number is
 * what `keys` holds at its place; without keys the number itself. Expected time linear (quickselect, Hoare 1961).
 */
export function keepLargest(numbers: Int32Array, count: number, take: number, keys?: Float64Array): number {
  if (take >= count) return count;
  if (take <= 0) return 0;
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const pivot = keyOf(numbers[(low + high) >> 1] ?? 0, keys);
    let left = low;
    let right = high;
    while (left <= right) {
      while (keyOf(numbers[left] ?? 0, keys) > pivot) left += 1;
      while (keyOf(numbers[right] ?? 0, keys) < pivot) right -= 1;
      if (left <= right) {
        swap(numbers, left, right);
        left += 1;
        right -= 1;
      }
    }
    if (take - 1 <= right) high = right;
    else if (take - 1 >= left) low = left;
    else break;
  }
  let edge = Number.POSITIVE_INFINITY;
  for (let index = 0; index < take; index += 1) edge = Math.min(edge, keyOf(numbers[index] ?? 0, keys));
  let kept = take;
  for (let index = take; index < count; index += 1) {
    if (keyOf(numbers[index] ?? 0, keys) < edge) continue;
    swap(numbers, index, kept);
    kept += 1;
  }
  return kept;
}

/** An array instead of a function: a number that a function answers is an object of its own wherever it is not inlined. */
function keyOf(number: number, keys: Float64Array | undefined): number {
  return keys === undefined ? number : (keys[number] ?? 0);
}

function swap(numbers: Int32Array, a: number, b: number): void {
  const held = numbers[a] ?? 0;
  numbers[a] = numbers[b] ?? 0;
  numbers[b] = held;
}
