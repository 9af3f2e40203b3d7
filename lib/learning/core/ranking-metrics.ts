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
  const sums = new Map<number, { sum: number; count: number }>();
  differences.forEach((difference, index) => {
    const group = sums.get(groups[index] ?? 0) ?? { sum: 0, count: 0 };
    group.sum += difference;
    group.count += 1;
    sums.set(groups[index] ?? 0, group);
  });
  const all = [...sums.values()];
  const means = Array.from({ length: rounds }, () => {
    let [sum, count] = [0, 0];
    for (let draw = 0; draw < all.length; draw += 1) {
      const group = all[Math.floor(random() * all.length)];
      sum += group?.sum ?? 0;
      count += group?.count ?? 0;
    }
    return sum / count;
  }).toSorted((a, b) => a - b);
  return [means[Math.floor(0.025 * rounds)] ?? 0, means[Math.ceil(0.975 * rounds) - 1] ?? 0];
}
