import type { Random } from '@/lib/shared/seeded-random';
import { tendencyAfter, type Doing, type Temper } from './invented-habits';

/** `dearBefore`: so many times today's price it cost until so many seconds ago. */
export type DemoListing = { readonly id: string; readonly category: string; readonly salesCount: number; readonly dearBefore?: readonly { readonly secondsBefore: number; readonly times: number }[] };
export type DemoEvent = { readonly person: number; readonly visit: number; readonly kind: Doing; readonly listingId: string; readonly secondsBefore: number };

const stay = 0.75;
const comeBack = 0.5;
const longestVisit = 24;
const daySeconds = 24 * 60 * 60;
/** How long events reach back. */
const spanSeconds = 90 * daySeconds;
/** How fast invented people turn away from a price: as many buy as its ratio to this power. */
const priceSlope = 2.5;
const tempers: readonly Temper[] = ['browser', 'collector', 'purchaser'];

/** What an invented person remembers from visit to visit. */
type Memory = { favourite: string; readonly temper: Temper; readonly looks: Map<string, number>; readonly saved: Map<string, DemoListing>; readonly bought: Set<string> };

/**
 * Visits of invented people with the structure real ones have: who looks at a field stays in it, popular things are looked at more, and what
 * is done next follows from what was done before (`tendencyAfter`). A person's visits follow each other in time. For the demo market only.
 */
export function inventVisits(listings: readonly DemoListing[], people: number, random: Random): DemoEvent[] {
  const events: DemoEvent[] = [];
  if (listings.length === 0) return events;
  for (let person = 0; person < people; person += 1) {
    const visits = 2 + Math.floor(random() * 8);
    const memory: Memory = { favourite: pick(listings, random)?.category ?? '', temper: tempers[Math.floor(random() * tempers.length)] ?? 'browser', looks: new Map(), saved: new Map(), bought: new Set() };
    const starts = Array.from({ length: visits }, () => Math.floor(random() * spanSeconds) + 2 * 3600).toSorted((a, b) => b - a);
    starts.forEach((secondsBefore, visit) => {
      let left = secondsBefore;
      for (const { kind, listingId } of inventVisit(listings, memory, { isFirstVisit: visit === 0, secondsBefore }, random)) {
        events.push({ person, visit, kind, listingId, secondsBefore: left });
        left = Math.max(1, left - 15 - Math.floor(random() * 90));
      }
    });
  }
  return events;
}

function inventVisit(listings: readonly DemoListing[], memory: Memory, { isFirstVisit, secondsBefore }: { readonly isFirstVisit: boolean; readonly secondsBefore: number }, random: Random): { readonly kind: Doing; readonly listingId: string }[] {
  if (random() < 0.2) memory.favourite = pick(listings, random)?.category ?? memory.favourite;
  const done: { readonly kind: Doing; readonly listingId: string }[] = [];
  const looksOfCategory = new Map<string, number>();
  let listing = random() < comeBack ? pick([...memory.saved.values()], random) : undefined;
  let kind: Doing = 'VIEW';
  while (done.length < longestVisit) {
    listing ??= look(listings, memory, random);
    if (!listing) break;
    const { id, category } = listing;
    done.push({ kind, listingId: id });
    memory.looks.set(id, (memory.looks.get(id) ?? 0) + 1);
    if (kind === 'VIEW') looksOfCategory.set(category, (looksOfCategory.get(category) ?? 0) + 1);
    if (kind === 'SAVE') memory.saved.set(id, listing);
    if (kind === 'BUY') { memory.bought.add(id); memory.saved.delete(id); }
    const next = tendencyAfter({
      kind, temper: memory.temper, isFirstVisit, length: done.length, isSaved: memory.saved.has(id), isBought: memory.bought.has(id),
      looks: memory.looks.get(id) ?? 0, looksOfCategory: looksOfCategory.get(category) ?? 0,
    });
    const chosen = choose(next, random);
    if (chosen === 'LEAVE' || (chosen === 'BUY' && isTooDear(listing, secondsBefore, random))) break;
    if (chosen === 'VIEW') listing = undefined;
    kind = chosen;
  }
  return done;
}

/** Whom a price that has fallen since kept from buying. Nothing is drawn where the price was today's. */
function isTooDear({ dearBefore = [] }: DemoListing, secondsBefore: number, random: Random): boolean {
  const times = Math.max(1, ...dearBefore.filter((price) => secondsBefore > price.secondsBefore).map((price) => price.times));
  return times > 1 && random() > times ** -priceSlope;
}

/** The next thing to look at: mostly of the favourite field, and the popular more often. */
function look(listings: readonly DemoListing[], memory: Memory, random: Random): DemoListing | undefined {
  const near = listings.filter((listing) => listing.category === memory.favourite);
  return pick(random() < stay && near.length > 0 ? near : listings, random);
}

function choose<T extends string>(shares: Readonly<Record<T, number>>, random: Random): T | 'VIEW' {
  let left = random();
  for (const key in shares) {
    left -= shares[key];
    if (left < 0) return key;
  }
  return 'VIEW';
}

/** Popular listings more often, none never. */
function pick(from: readonly DemoListing[], random: Random): DemoListing | undefined {
  const sum = from.reduce((total, listing) => total + 1 + listing.salesCount, 0);
  let left = random() * sum;
  for (const listing of from) {
    left -= 1 + listing.salesCount;
    if (left < 0) return listing;
  }
  return from.at(-1);
}
