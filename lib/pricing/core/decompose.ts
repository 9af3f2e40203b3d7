/**
 * Takes a product of factors apart into a sum (log-mean Divisia index, LMDI-I; Ang 2005): the bar of factor f is
 * L(P, P0) · ln f with L(a, b) = (a - b) / (ln a - ln b), so the bars and P0 add up to P exactly, in any order of factors, and a
 * factor of 1 contributes nothing.
 * @param totalMinor P, whole minor units above 0
 * @param baseMinor P0, above 0
 * @param factors positive; their product times P0 should be P, what rounding left over goes to the last bar
 * @returns whole minor units: base first, then one per factor; they add up to `totalMinor`
 */
export function decompose(totalMinor: number, baseMinor: number, factors: readonly number[]): { readonly baseMinor: number; readonly partsMinor: readonly number[] } {
  if (!Number.isSafeInteger(totalMinor) || totalMinor <= 0) throw new RangeError('The total is not a positive whole number');
  if (!(baseMinor > 0) || factors.some((factor) => !(factor > 0) || !Number.isFinite(factor))) throw new RangeError('Base and factors must be positive');
  const mean = Math.abs(totalMinor - baseMinor) < 1e-9 * totalMinor ? totalMinor : (totalMinor - baseMinor) / (Math.log(totalMinor) - Math.log(baseMinor));
  const exact = factors.map((factor) => mean * Math.log(factor));
  const base = Math.round(baseMinor);
  const floors = exact.map(Math.floor);
  let left = totalMinor - base - floors.reduce((sum, part) => sum + part, 0);
  // Largest remainder among the factors that move anything; a factor of 1 stays at 0.
  const order = exact.map((value, index) => ({ index, rest: value - Math.floor(value), isMoving: factors[index] !== 1 })).filter((entry) => entry.isMoving).toSorted((a, b) => b.rest - a.rest || a.index - b.index);
  if (order.length === 0) return { baseMinor: totalMinor, partsMinor: floors };
  for (let turn = 0; left !== 0; turn = (turn + 1) % order.length) {
    const step = left > 0 ? 1 : -1;
    const index = order[turn]?.index ?? 0;
    // A big remainder (base and factors don't multiply to the total) goes to the last factor in one step.
    if (Math.abs(left) > order.length) { const last = order.at(-1)?.index ?? 0; floors[last] = (floors[last] ?? 0) + left; left = 0; break; }
    floors[index] = (floors[index] ?? 0) + step;
    left -= step;
  }
  return { baseMinor: base, partsMinor: floors };
}
