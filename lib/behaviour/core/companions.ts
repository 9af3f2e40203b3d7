import { oneVoice } from './one-voice';
import type { HistoryEvent } from './history-cases';

export type Companion = { readonly listingId: string; readonly people: number };
export type Companions = { readonly viewedNext: readonly Companion[]; readonly boughtTogether: readonly Companion[] };

/** Fewer people than this are not counted aloud, and what only they did is not shown. */
const minPeople = 5;

const looks: ReadonlySet<string> = new Set(['VIEW', 'PREVIEW', 'SAVE', 'CART', 'BUY']);

/**
 * For one listing what different people looked at after it within the same visit, and what else its buyers bought: numbers of people, each of whom counts
 * once however often she did it, and each address once. Most people first, then by id.
 */
export function companionsOf(events: readonly HistoryEvent[], listingId: string): Companions {
  const heard = oneVoice(events.filter((event) => looks.has(event.kind)).map((event) => ({ ...event, origin: event.origin ?? '' })));
  const [after, bought] = [new Map<string, Set<string>>(), new Map<string, Set<string>>()];
  const seenIn = new Set(heard.filter((event) => event.listingId === listingId).map((event) => `${event.subject} ${event.visit}`));
  const begun = new Set<string>();
  for (const { subject, visit, listingId: other } of heard) {
    const key = `${subject} ${visit}`;
    if (!seenIn.has(key)) continue;
    if (other === listingId) begun.add(key);
    else if (begun.has(key)) add(after, other, subject);
  }
  // Whoever bought it, in whatever visit; a second purchase of one is no new voice, nor is a second account of one address.
  const purchases = oneVoice(events.filter((event) => event.kind === 'BUY').map((event) => ({ ...event, origin: event.origin ?? '' })));
  const buyers = new Set(purchases.filter((event) => event.listingId === listingId).map((event) => event.subject));
  for (const { subject, listingId: other } of purchases) if (other !== listingId && buyers.has(subject)) add(bought, other, subject);
  return { viewedNext: counted(after), boughtTogether: counted(bought) };
}

function add(sets: Map<string, Set<string>>, key: string, subject: string): void {
  sets.set(key, (sets.get(key) ?? new Set<string>()).add(subject));
}

function counted(sets: ReadonlyMap<string, ReadonlySet<string>>): Companion[] {
  return [...sets].map(([listingId, subjects]) => ({ listingId, people: subjects.size })).filter(({ people }) => people >= minPeople)
    .toSorted((a, b) => b.people - a.people || (a.listingId < b.listingId ? -1 : 1));
}
