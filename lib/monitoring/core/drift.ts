import { chiSquareQuantile } from './chi-square';

/** Fewer values than this on either side say nothing: no verdict, no alert. */
export const minDriftCount = 500;
/** A bin of the reference holds at least this share: below about twenty bins the index is stable. */
const minBinShare = 0.05;
/** What an empty bin counts as, so that the logarithm exists. */
const emptyShare = 1e-4;
/** The customary limit. It knows nothing of the sample's size and is a lower bound here. */
const customaryLimit = 0.1;

export type Drift = { readonly psi: number; readonly threshold: number; readonly ks: number; readonly wasserstein: number; readonly binCount: number; readonly referenceCount: number; readonly currentCount: number };

/**
 * Distance of two binned samples of one metric.
 *
 * Population stability index: sum over bins of (q - p) ln(q / p), p the reference's shares, q the present ones. Without any drift
 * PSI / (1/n + 1/m) is close to chi-square with (bins - 1) degrees of freedom (Yurdakul 2018), so a fixed limit of 0.1 cries wolf on
 * small samples: the threshold is the larger of 0.1 and chi-square's 99.9 % point times (1/n + 1/m).
 *
 * Kolmogorov-Smirnov distance: largest gap of the cumulative shares, at the edges. Wasserstein-1: area between them, in the metric's unit,
 * with the outer bins as wide as their neighbours.
 * @param reference counts per bin before; @param current counts per bin now; @param edges what cut the bins
 */
export function driftOf(reference: readonly number[], current: readonly number[], edges: readonly number[]): Drift | null {
  const referenceCount = sum(reference);
  const currentCount = sum(current);
  if (referenceCount < minDriftCount || currentCount < minDriftCount) return null;
  const groups = groupBins(reference, referenceCount);
  const p = groups.map((bins) => share(reference, bins, referenceCount));
  const q = groups.map((bins) => share(current, bins, currentCount));
  const psi = p.reduce((total, before, index) => { const now = q[index] ?? emptyShare; return total + (now - before) * Math.log(now / before); }, 0);
  const spread = 1 / referenceCount + 1 / currentCount;
  const threshold = groups.length < 2 ? customaryLimit : Math.max(customaryLimit, chiSquareQuantile(0.999, groups.length - 1) * spread);
  return { psi, threshold, ...distances(reference.map((count) => count / referenceCount), current.map((count) => count / currentCount), edges), binCount: groups.length, referenceCount, currentCount };
}

/** Neighbouring bins joined until each holds its share of the reference; the last joins the one before when it falls short. */
function groupBins(reference: readonly number[], count: number): number[][] {
  const groups: number[][] = [];
  let open: number[] = [];
  let held = 0;
  for (const [index, inBin] of reference.entries()) {
    open.push(index);
    held += inBin;
    if (held >= minBinShare * count) { groups.push(open); open = []; held = 0; }
  }
  const last = groups.at(-1);
  if (open.length > 0 && last) {
    // A tail the reference has never seen is where drift shows first: it stays a bin of its own when it is empty.
    if (held > 0) last.push(...open); else groups.push(open);
  }
  return groups;
}

function share(counts: readonly number[], bins: readonly number[], count: number): number {
  return Math.max(emptyShare, bins.reduce((total, bin) => total + (counts[bin] ?? 0), 0) / count);
}

function distances(p: readonly number[], q: readonly number[], edges: readonly number[]): { ks: number; wasserstein: number } {
  let [before, now, ks, wasserstein] = [0, 0, 0, 0];
  for (const [index, edge] of edges.entries()) {
    before += p[index] ?? 0;
    now += q[index] ?? 0;
    const gap = Math.abs(before - now);
    ks = Math.max(ks, gap);
    const width = (edges[index + 1] ?? edge + (edge - (edges[index - 1] ?? edge - 1))) - edge;
    wasserstein += gap * width;
  }
  return { ks, wasserstein };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
