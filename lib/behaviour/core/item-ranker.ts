import { blendedIndex, featureSource, sessionIndex, type Blended, type Contribution, type ItemFeature, type ItemRules, type SessionTable } from '@/lib/learning';
import type { ItemModel } from './model-parameters';

export type RankAsked = { readonly query: readonly string[]; readonly now: number; readonly without?: ReadonlySet<string>; readonly size?: number; /** Likeness to what is looked at, 0 to 1. */ readonly content?: ReadonlyMap<string, number>; readonly isLate?: () => boolean; /** Where only these are wanted of all that would be ranked. */ readonly only?: ReadonlySet<string>; /** Where only scores are wanted. */ readonly isWithoutAnchors?: boolean };
export type Ranked = { readonly item: string; readonly score: number; readonly support: number; readonly anchor: string };
/** One part of a score: through an item of the query, or from a source that knows nothing of the query's past items. */
export type ScorePart = Contribution & { readonly source: 'viewed' | 'rules' | 'popularity' | 'content' };
export type ItemRanker = { readonly recommend: (asked: RankAsked) => Ranked[]; /** The parts of one item's score, largest first; they sum to it. */ readonly explain: (asked: RankAsked, item: string) => ScorePart[] };

const sourceOf: Readonly<Record<ItemFeature, ScorePart['source']>> = {
  neighbours: 'viewed', 'neighbours-by-length': 'viewed', 'follows-last': 'rules', 'follows-previous': 'rules', together: 'rules', content: 'content',
  popularity: 'popularity', 'recent-popularity': 'popularity', 'popularity-by-length': 'popularity',
  again: 'viewed', 'again-last': 'viewed', 'again-near': 'viewed', 'again-often': 'viewed', 'again-by-length': 'viewed', 'last-by-length': 'viewed',
};

/** A version's ranking over a table: the neighbours alone where it knows no other source. */
export function itemRanker(table: SessionTable, rulesOf: () => ItemRules, { parameters, blend }: ItemModel): ItemRanker {
  const index = sessionIndex(table, parameters);
  if (!blend) return { recommend: ({ query, only, ...asked }) => index.recommend(query, asked).filter((each) => only?.has(each.item) ?? true), explain: ({ query, now }, item) => index.explain(query, item, { now }).map((part) => ({ ...part, source: 'viewed' })) };
  const blended = blendedIndex(featureSource(table, rulesOf(), index), blend);
  // A list is explained item by item, by the very figures that ranked it.
  const ranked = new WeakMap<RankAsked['query'], Ranking>();
  const rank = (asked: RankAsked): readonly Blended[] => {
    const list = blended.recommend(asked);
    ranked.set(asked.query, { asked, list });
    return list;
  };
  return {
    recommend: (asked) => rank(asked).map(({ item, score, support, anchor }) => ({ item, score, support, anchor })),
    explain: (asked, item) => {
      const { size: _size, without: _without, only: _only, ...all } = asked;
      const known = ranked.get(asked.query);
      const isSame = known?.asked.now === asked.now && known.asked.content === asked.content && known.asked.isWithoutAnchors !== true && known.asked.only === undefined;
      const found = (isSame ? known.list.find((each) => each.item === item) : undefined) ?? rank(all).find((each) => each.item === item);
      return found ? partsOf(found, index.explain(asked.query, item, { now: asked.now })) : [];
    },
  };
}

type Ranking = { readonly asked: RankAsked; readonly list: readonly Blended[] };

/** What the neighbours add belongs to the query's items in the shares of what came through each of them. */
function partsOf({ parts, anchor }: Blended, through: readonly Contribution[]): ScorePart[] {
  const amounts = new Map<ScorePart['source'], number>();
  for (const { source, amount } of parts) amounts.set(sourceOf[source], (amounts.get(sourceOf[source]) ?? 0) + amount);
  const viewed = amounts.get('viewed') ?? 0;
  const total = through.reduce((sum, part) => sum + part.amount, 0);
  const split = total > 0 ? through.map((part): ScorePart => ({ anchor: part.anchor, amount: (viewed * part.amount) / total, source: 'viewed' })) : [{ anchor, amount: viewed, source: 'viewed' } as const];
  const others = (['rules', 'content', 'popularity'] as const).map((source): ScorePart => ({ anchor: '', amount: amounts.get(source) ?? 0, source }));
  return [...split, ...others].filter((part) => part.amount !== 0).toSorted((a, b) => b.amount - a.amount || (a.anchor < b.anchor ? -1 : 1));
}
