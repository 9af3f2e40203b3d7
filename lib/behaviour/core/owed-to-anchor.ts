import type { Ranked } from './item-ranker';

/**
 * Whether an item has its score from the dataset that is named for it: without that one among what was looked at, the score is lower. Asked of the ranking
 * itself, once for each dataset that is named; a share of a score alone does not say it, since what is left is weighed anew.
 */
export function owedToAnchor(ranked: readonly Ranked[], rankWithout: (anchor: string) => readonly Ranked[]): (item: string) => boolean {
  const asked = new Map<string, ReadonlyMap<string, number>>();
  return (item) => {
    // A dozen is asked about, most of it near the front.
    const found = ranked.find((each) => each.item === item);
    if (!found || found.anchor === '') return false;
    const scores = asked.get(found.anchor) ?? new Map(rankWithout(found.anchor).map((each) => [each.item, each.score]));
    asked.set(found.anchor, scores);
    return (scores.get(item) ?? Number.NEGATIVE_INFINITY) < found.score;
  };
}
