import { ownerOf } from './owner-of';

export type HistoryEvent = { readonly subject: string; readonly visit: string; readonly kind: string; readonly listingId: string; readonly at: number; readonly isDemo: boolean; /** Pseudonym of network address and listing; empty or left out where none is known. */ readonly origin?: string };
/** What was known after an event, and what came next in that visit: 0 view, 1 save, 2 buy, 3 leave. */
export type Case = { readonly features: readonly number[]; readonly last: number; readonly label: number; readonly at: number; readonly isDemo: boolean; /** Number of the visit: its cases are not independent. */ readonly group?: number; /** A number that stands for whose it is. */ readonly owner?: number };

/** What is known after an event, in the order of the features. Nothing else is: no age, no place, no device, no name. */
export const featureNames = ['views', 'previews', 'saves', 'buys', 'last-view', 'last-save', 'last-buy', 'previous-view', 'previous-save', 'previous-buy', 'visit-length', 'repeats', 'save-rate', 'buy-rate', 'recency', 'pace', 'price-relation', 'likeness'] as const;

const actionOfKind: Readonly<Record<string, number>> = { VIEW: 0, PREVIEW: 0, SAVE: 1, CART: 1, BUY: 2, LEAVE: 3 };
const leave = 3;

/** Cases of all visits, in order of time: only what lies before a case goes into its features. */
export function casesOf(events: readonly HistoryEvent[], facts: ListingFacts = noFacts): Case[] {
  return readHistory(events, actionOfKind, facts).cases;
}

/** The same, and of each subject the newest: what is known of her now. Every event is looked at a fixed number of times, however long a history. */
export function readHistory(events: readonly HistoryEvent[], actionsOf: Readonly<Record<string, number>> = actionOfKind, facts: ListingFacts = noFacts): { readonly cases: Case[]; readonly latest: ReadonlyMap<string, Case> } {
  const sorted = events.filter((event) => event.kind in actionsOf && event.kind !== 'LEAVE').toSorted((a, b) => a.at - b.at);
  const actionOf = (event: HistoryEvent): number => actionsOf[event.kind] ?? 0;
  const labels = nextActions(sorted, actionOf);
  const visits = new Map<string, number>();
  const listings = new Map<string, Counts>();
  const subjects = new Map<string, Subject>();
  const latest = new Map<string, Case>();
  const cases = sorted.map((event, index): Case => {
    const listing = entryOf(listings, event.listingId, noCounts);
    const subject = entryOf(subjects, event.subject, newSubject);
    const known = { features: follow(subject, event, actionOf, { rates: ratesOf(listing), facts }), last: actionOf(event), label: labels[index] ?? leave, at: event.at, isDemo: event.isDemo, owner: ownerOf(event.subject), group: entryOf(visits, `${event.subject} ${event.visit}`, () => visits.size) };
    countEvent(listing, event);
    latest.set(event.subject, known);
    return known;
  });
  return { cases, latest };
}

/** For each event what followed it in its visit. */
function nextActions(sorted: readonly HistoryEvent[], actionOf: ActionOf): Uint8Array {
  const labels = new Uint8Array(sorted.length).fill(leave);
  const newest = new Map<string, number>();
  sorted.forEach((event, index) => {
    const visit = `${event.subject} ${event.visit}`;
    const before = newest.get(visit);
    if (before !== undefined) labels[before] = actionOf(event);
    newest.set(visit, index);
  });
  return labels;
}

type ActionOf = (event: HistoryEvent) => number;

/** Of a listing: its events, and how many were saves and purchases. */
export type Counts = { all: number; save: number; buy: number };
const noCounts = (): Counts => ({ all: 0, save: 0, buy: 0 });

function countEvent(counts: Counts, { kind }: HistoryEvent): void {
  counts.all += 1;
  if (kind === 'SAVE' || kind === 'CART') counts.save += 1;
  if (kind === 'BUY') counts.buy += 1;
}

/** Of every listing what its rates are told from. */
export function countsOf(events: readonly HistoryEvent[]): Map<string, Counts> {
  const counts = new Map<string, Counts>();
  for (const event of events) if (event.kind in actionOfKind && event.kind !== 'LEAVE') countEvent(entryOf(counts, event.listingId, noCounts), event);
  return counts;
}

/** What is known of somebody now, from her own events and what everybody did with the listings. Null before her first. */
export function latestCase(own: readonly HistoryEvent[], counts: (listingId: string) => Counts | undefined, facts: ListingFacts): Case | null {
  const events = own.filter((event) => event.kind in actionOfKind && event.kind !== 'LEAVE').toSorted((a, b) => a.at - b.at);
  const last = events.at(-1);
  const subject = newSubject();
  const actionOf = (event: HistoryEvent): number => actionOfKind[event.kind] ?? 0;
  const features = events.map((event) => follow(subject, event, actionOf, { rates: ratesOf(counts(event.listingId) ?? noCounts()), facts })).at(-1);
  return last && features ? { features, last: actionOf(last), label: leave, at: last.at, isDemo: last.isDemo, owner: ownerOf(last.subject) } : null;
}

/** Smoothed share of a listing's events that were saves and purchases, of the past only. */
function ratesOf({ all, save, buy }: Counts): readonly [number, number] {
  return [(save + 0.05) / (all + 1), (buy + 0.05) / (all + 1)];
}

/** All of a history that its features need. */
type Subject = { readonly kinds: Map<string, number>; readonly visits: Map<string, number>; readonly listings: Map<string, number>; last: HistoryEvent | null; /** Of the prices looked at before: sum of logarithms, and how many. */ readonly prices: { sum: number; count: number } };

function newSubject(): Subject {
  return { kinds: new Map(), visits: new Map(), listings: new Map(), last: null, prices: { sum: 0, count: 0 } };
}

/**
 * Adds an event to a history and tells what is then known, in eighteen numbers: frequency (how much of what was done), the last two actions, depth of the
 * visit, repeated looks, the listing's own rates, recency (how long she had been away before this visit), time (since the event before, within the visit), the
 * price against those she looked at before, and likeness to what she looked at just before.
 */
function follow(subject: Subject, event: HistoryEvent, actionOf: ActionOf, { rates: [saveRate, buyRate], facts }: { readonly rates: readonly [number, number]; readonly facts: ListingFacts }): number[] {
  const oneHot = (of: HistoryEvent | null): number[] => [0, 1, 2].map((action) => (of && actionOf(of) === action ? 1 : 0));
  const previous = subject.last;
  subject.last = event;
  countOne(subject.kinds, event.kind);
  const [inVisit, ofListing] = [countOne(subject.visits, event.visit), countOne(subject.listings, event.listingId)];
  const count = (kind: string): number => Math.log1p(subject.kinds.get(kind) ?? 0);
  const saves = Math.log1p((subject.kinds.get('SAVE') ?? 0) + (subject.kinds.get('CART') ?? 0));
  const seconds = previous ? Math.max(0, event.at - previous.at) / 1_000 : 0;
  const isSameVisit = previous?.visit === event.visit;
  // A clock that went backwards says nothing of how long it was.
  const [recency, pace] = [isSameVisit ? 0 : Math.log1p(seconds / 3_600), isSameVisit ? Math.log1p(seconds) : 0];
  return [
    count('VIEW'), count('PREVIEW'), saves, count('BUY'), ...oneHot(event), ...oneHot(previous), Math.log1p(inVisit), Math.log1p(ofListing - 1), saveRate, buyRate,
    recency, pace, priceRelation(subject, facts.priceOf(event.listingId)), previous ? facts.likeness(previous.listingId, event.listingId) : 0,
  ];
}

/** ln of the price over the (geometric) mean of those looked at before; 0 for the first and where there is none. */
function priceRelation({ prices }: Subject, priceMinor: number | null): number {
  if (priceMinor === null) return 0;
  const own = Math.log1p(priceMinor);
  const relation = prices.count === 0 ? 0 : own - prices.sum / prices.count;
  prices.sum += own;
  prices.count += 1;
  return relation;
}

/** What is known of listings beside what people do with them. `likeness`: of what is written about two of them, 0 to 1. */
export type ListingFacts = { readonly priceOf: (listingId: string) => number | null; readonly likeness: (one: string, other: string) => number };
/** Where nothing is written about listings, only one and the same is alike. */
export const noFacts: ListingFacts = { priceOf: () => null, likeness: (one, other) => (one === other ? 1 : 0) };

function countOne(counts: Map<string, number>, key: string): number {
  const count = (counts.get(key) ?? 0) + 1;
  counts.set(key, count);
  return count;
}

function entryOf<T>(map: Map<string, T>, key: string, create: () => T): T {
  const found = map.get(key) ?? create();
  map.set(key, found);
  return found;
}
