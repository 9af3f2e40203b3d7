/** One visit: items in the order they were looked at, and when it ended (seconds). */
export type Session = { readonly id: string; readonly items: readonly string[]; readonly at: number };
export type Scored = {
  readonly item: string;
  readonly score: number;
  /** How many neighbouring sessions hold it. */
  readonly support: number;
  /** The item of the query that most of the score came through. */
  readonly anchor: string;
};

export type SessionParameters = {
  /** Newest sessions looked at (m) and nearest of them that count (k). */
  readonly recent: number;
  readonly neighbours: number;
  /** Decay of the query's older items, of old sessions (days), and of distance within a neighbour's session. */
  readonly lambdaPosition: number;
  readonly lambdaDays: number;
  readonly lambdaDistance: number;
  /** Decay of neighbours matched only by an old item of the query; weight of rare items. */
  readonly lambdaMatch: number;
  readonly idfWeight: number;
};

/** VSTAN with the values searched on RetailRocket that carried over best (session-rec, Ludewig et al. 2021). */
export const vstan: SessionParameters = { recent: 1_000, neighbours: 500, lambdaPosition: 7.24, lambdaDays: 100, lambdaDistance: 3.62, lambdaMatch: 3.62, idfWeight: 1 };

export type SessionIndex = { readonly sessionCount: number; readonly recommend: (query: readonly string[], now: number, without?: ReadonlySet<string>) => Scored[] };

/** A session-based nearest-neighbour index (STAN, Garg et al. 2019, with VSKNN's idf and match decay). Ties by support, then item. */
export function sessionIndex(sessions: readonly Session[], parameters: SessionParameters = vstan): SessionIndex {
  const ordered = sessions.filter((session) => session.items.length > 0).toSorted((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
  const postings = new Map<string, number[]>();
  ordered.forEach((session, number) => { for (const item of new Set(session.items)) postings.set(item, [...(postings.get(item) ?? []), number]); });
  const idf = (item: string): number => 1 + parameters.idfWeight * Math.log(ordered.length / (postings.get(item)?.length ?? ordered.length));
  return {
    sessionCount: ordered.length,
    recommend: (query, now, without = new Set()) => score({ query, now, without, ordered, postings, idf, parameters }),
  };
}

type ScoreInput = {
  readonly query: readonly string[]; readonly now: number; readonly without: ReadonlySet<string>; readonly ordered: readonly Session[];
  readonly postings: ReadonlyMap<string, readonly number[]>; readonly idf: (item: string) => number; readonly parameters: SessionParameters;
};

/** Weight of each query item by its newest place: exp((p - L) / lambda). */
function positionWeights(query: readonly string[], lambda: number): Map<string, { weight: number; place: number }> {
  const weights = new Map<string, { weight: number; place: number }>();
  query.forEach((item, index) => weights.set(item, { weight: Math.exp((index + 1 - query.length) / lambda), place: index + 1 }));
  return weights;
}

function score(input: ScoreInput): Scored[] {
  const { query, ordered, postings, parameters, without } = input;
  const weights = positionWeights(query, parameters.lambdaPosition);
  const candidates = [...new Set([...weights.keys()].flatMap((item) => postings.get(item) ?? []))].toSorted((a, b) => a - b).slice(0, parameters.recent);
  const near = candidates.flatMap((number) => { const session = ordered[number]; return session ? [{ session, ...similarity(session, weights, input) }] : []; })
    .toSorted((a, b) => b.similarity - a.similarity || b.session.at - a.session.at || (a.session.id < b.session.id ? -1 : 1)).slice(0, parameters.neighbours);
  const totals = new Map<string, { score: number; support: number; anchors: Map<string, number> }>();
  for (const { session, similarity: sim, anchor } of near) {
    const anchorPlace = session.items.lastIndexOf(lastMatch(session, weights));
    for (const item of new Set(session.items)) {
      if (without.has(item)) continue;
      const share = sim * Math.exp(-Math.abs(session.items.indexOf(item) - anchorPlace) / parameters.lambdaDistance) * input.idf(item);
      const total = totals.get(item) ?? { score: 0, support: 0, anchors: new Map<string, number>() };
      total.score += share;
      total.support += 1;
      total.anchors.set(anchor, (total.anchors.get(anchor) ?? 0) + share);
      totals.set(item, total);
    }
  }
  return [...totals].map(([item, { score: sum, support, anchors }]) => ({ item, score: sum, support, anchor: largest(anchors) }))
    .toSorted((a, b) => b.score - a.score || b.support - a.support || (a.item < b.item ? -1 : 1));
}

function similarity(session: Session, weights: ReadonlyMap<string, { weight: number; place: number }>, { now, query, parameters }: ScoreInput): { similarity: number; anchor: string } {
  const items = new Set(session.items);
  let overlap = 0;
  let newest = 0;
  let anchor = '';
  for (const [item, { weight, place }] of weights) {
    if (!items.has(item)) continue;
    overlap += weight;
    if (place > newest) { newest = place; anchor = item; }
  }
  const length = Math.sqrt([...weights.values()].reduce((sum, { weight }) => sum + weight * weight, 0)) * Math.sqrt(items.size);
  const days = Math.max(0, now - session.at) / 86_400;
  return { similarity: (overlap / length) * Math.exp(-days / parameters.lambdaDays) * Math.exp((newest - query.length) / parameters.lambdaMatch), anchor };
}

/** The last item of the neighbour's session that is also in the query. */
function lastMatch(session: Session, weights: ReadonlyMap<string, unknown>): string {
  return session.items.findLast((item) => weights.has(item)) ?? '';
}

function largest(shares: ReadonlyMap<string, number>): string {
  return [...shares].toSorted(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))[0]?.[0] ?? '';
}
