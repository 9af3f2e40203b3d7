/** Of one prediction: the place of what really came next, 1 for the first; 0 when it is not in the list. */
export type Ranks = readonly number[];

export type RankingReport = {
  readonly cases: number;
  /** Share of cases with the target among the first k. With one target a case it is Recall@k too. */
  readonly hitRate: number;
  /** Mean of 1 / rank, 0 beyond k. */
  readonly mrr: number;
  /** Mean of 1 / log2(1 + rank), 0 beyond k: the ideal gain of a single target is 1. */
  readonly ndcg: number;
};

/** @throws RangeError without a case: nothing can be said of nothing */
export function rankingReport(ranks: Ranks, k: number): RankingReport {
  if (ranks.length === 0) throw new RangeError('A report needs at least one case');
  const mean = (gain: (rank: number) => number): number => ranks.reduce((sum, rank) => sum + (rank >= 1 && rank <= k ? gain(rank) : 0), 0) / ranks.length;
  return { cases: ranks.length, hitRate: mean(() => 1), mrr: mean((rank) => 1 / rank), ndcg: mean((rank) => 1 / Math.log2(1 + rank)) };
}

/**
 * 95% interval of the difference of two methods on the same cases: bootstrap over groups (whole sessions, whose cases are not
 * independent), percentile method (Efron 1979).
 * @param differences one per case; @param groups the group of each case
 */
export function pairedInterval(differences: readonly number[], groups: readonly number[], random: () => number, rounds = 400): readonly [number, number] {
  const sampled = groupsOf(groups);
  return intervalOf(sampled, differences, rounds, () => Math.floor(random() * sampled.counts.length));
}

/** `pairedInterval` for several differences on the same cases: the groups are drawn once (four bytes a draw), and each interval is the one it would have alone. */
export function pairedIntervals(groups: readonly number[], random: () => number, rounds = 400): (differences: readonly number[]) => readonly [number, number] {
  const sampled = groupsOf(groups);
  const drawn = new Int32Array(rounds * sampled.counts.length);
  for (let draw = 0; draw < drawn.length; draw += 1) drawn[draw] = Math.floor(random() * sampled.counts.length);
  return (differences) => {
    let at = 0;
    return intervalOf(sampled, differences, rounds, () => drawn[at++] ?? 0);
  };
}

/** The group of each case as a number from 0 on, in the order of their first cases, and how many cases each has. */
type Groups = { readonly own: Int32Array; readonly counts: Int32Array };

function groupsOf(groups: readonly number[]): Groups {
  const numbers = new Map<number, number>();
  for (const group of groups) if (!numbers.has(group)) numbers.set(group, numbers.size);
  const own = Int32Array.from(groups, (group) => numbers.get(group) ?? 0);
  const counts = new Int32Array(numbers.size);
  for (const group of own) counts[group] = (counts[group] ?? 0) + 1;
  return { own, counts };
}

function intervalOf({ own, counts }: Groups, differences: readonly number[], rounds: number, draw: () => number): readonly [number, number] {
  const sums = new Float64Array(counts.length);
  own.forEach((group, index) => { sums[group] = (sums[group] ?? 0) + (differences[index] ?? 0); });
  const means = Array.from({ length: rounds }, () => {
    let [sum, count] = [0, 0];
    for (let drawn = 0; drawn < counts.length; drawn += 1) {
      const group = draw();
      sum += sums[group] ?? 0;
      count += counts[group] ?? 0;
    }
    return sum / count;
  }).toSorted((a, b) => a - b);
  return [means[Math.floor(0.025 * rounds)] ?? 0, means[Math.ceil(0.975 * rounds) - 1] ?? 0];
}
