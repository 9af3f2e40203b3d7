/**
 * Moves the numbers with the `take` largest keys to the front, in any order, and answers how many stand there: more than `take` when
 * keys are equal at the edge, so that whoever needs exactly `take` can break the tie in an order of his own. Expected time linear
 * (quickselect, Hoare 1961).
 */
export function keepLargest(numbers: Int32Array, count: number, take: number, key: (number: number) => number): number {
  if (take >= count) return count;
  if (take <= 0) return 0;
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const pivot = key(numbers[(low + high) >> 1] ?? 0);
    let [left, right] = [low, high];
    while (left <= right) {
      while (key(numbers[left] ?? 0) > pivot) left += 1;
      while (key(numbers[right] ?? 0) < pivot) right -= 1;
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
  for (let index = 0; index < take; index += 1) edge = Math.min(edge, key(numbers[index] ?? 0));
  let kept = take;
  for (let index = take; index < count; index += 1) {
    if (key(numbers[index] ?? 0) < edge) continue;
    swap(numbers, index, kept);
    kept += 1;
  }
  return kept;
}

function swap(numbers: Int32Array, a: number, b: number): void {
  const held = numbers[a] ?? 0;
  numbers[a] = numbers[b] ?? 0;
  numbers[b] = held;
}
