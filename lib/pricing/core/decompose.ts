/**
 * Takes a product of factors apart into a sum (log-mean Divisia index, LMDI-I; Ang 2005): the bar of factor f is
 * L(P, P0) · ln f with L(a, b) = (a - b) / (ln a - ln b), so the bars and P0 add up to P exactly, in any order of factors to a cent, and a
 * factor of 1 contributes nothing. What is rounded to whole units is the sum reached so far, so where factors above 1 stand first no sum
 * on the way falls below the smaller of P0 and P.
 * @param totalMinor P, whole minor units above 0
 * @param baseMinor P0, above 0
 * @param factors positive; their product times P0 should be P, what rounding left over goes to the last that isn't 1
 * @returns whole minor units: base first, then one per factor; they add up to `totalMinor`
 */
export function decompose(totalMinor: number, baseMinor: number, factors: readonly number[]): { readonly baseMinor: number; readonly partsMinor: readonly number[] } {
  if (!Number.isSafeInteger(totalMinor) || totalMinor <= 0) throw new RangeError('The total is not a positive whole number');
  if (!(baseMinor > 0) || factors.some((factor) => !(factor > 0) || !Number.isFinite(factor))) throw new RangeError('Base and factors must be positive');
  const logs = factors.map(Math.log);
  const last = logs.findLastIndex((log) => log !== 0);
  if (last === -1) return { baseMinor: totalMinor, partsMinor: factors.map(() => 0) };
  const sum = logs.reduce((total, log) => total + log, 0);
  const mean = logMean(totalMinor, baseMinor, sum);
  const base = Math.round(baseMinor);
  let [exact, reached] = [baseMinor, base];
  return {
    baseMinor: base,
    partsMinor: logs.map((log, index) => {
      exact += mean * log;
      const next = index >= last ? totalMinor : log === 0 ? reached : Math.round(exact) + 0;
      const part = next - reached;
      reached = next;
      return part;
    }),
  };
}

/** L(P, P0) of the product that the factors make; of the total itself where that is another by more than rounding. */
function logMean(totalMinor: number, baseMinor: number, sum: number): number {
  const change = baseMinor * Math.expm1(sum);
  if (Math.abs(sum) < 1e-12) return baseMinor;
  return (Math.abs(baseMinor + change - totalMinor) > 1 ? totalMinor - baseMinor : change) / sum;
}
