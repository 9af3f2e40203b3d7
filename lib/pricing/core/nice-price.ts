/** Rounds to what a price tag shows: whole units below 20, steps of 5 to 100, 10 to 500, 50 to 5,000, then two significant digits. Minor units in and out. */
export function nicePrice(minor: number, round: (steps: number) => number = Math.round): number {
  const units = minor / 100;
  const step = units < 20 ? 1 : units < 100 ? 5 : units < 500 ? 10 : units < 5_000 ? 50 : 10 ** (Math.floor(Math.log10(units)) - 1);
  return Math.max(1, round(units / step)) * step * 100;
}

/** An amount in whole minor units, one at least and no more than a number can count. */
export function whole(minor: number): number {
  return Math.min(Number.MAX_SAFE_INTEGER, Math.max(1, Math.round(minor)));
}
