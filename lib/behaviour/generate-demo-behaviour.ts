import { recordDemoConsents } from '@/lib/consent';
import type { PrismaClient } from '@/lib/db';
import { pseudonym } from '@/lib/shared/pseudonym';
import { seededRandom } from '@/lib/shared/seeded-random';
import { inventVisits, type DemoListing } from './core/invent-visits';
import { insertEvents } from './store';

const people = 120;

/** For the demo market only: visits of invented people, marked as demo, with the demo consents that cover them. All or nothing. */
export async function generateDemoBehaviour(db: PrismaClient, { listings, now, seed }: { readonly listings: readonly DemoListing[]; readonly now: Date; readonly seed: number }): Promise<{ eventCount: number }> {
  const events = inventVisits(listings, people, seededRandom(seed));
  const purposes = ['personalisation', 'market-statistics'];
  const startedAt = new Date(now.getTime() - 91 * 24 * 60 * 60 * 1000);
  await db.$transaction(async (tx) => {
    await recordDemoConsents(tx, { people: Array.from({ length: people }, (_, person) => ({ subject: pseudonym('consent', `demo ${person}`), at: startedAt, granted: purposes })) });
    const rows = events.map((event) => ({
      subject: pseudonym('behaviour', `demo ${event.person}`), visit: pseudonym('behaviour', `demo ${event.person} visit ${event.visit}`), kind: event.kind, listingId: event.listingId,
      purposes, noticeVersion: 1, consentUntil: null, at: new Date(now.getTime() - event.secondsBefore * 1000), isDemo: true,
    }));
    // In order of time: the newest row of a table is the newest event, as in real use.
    await insertEvents(tx, rows.toSorted((a, b) => a.at.getTime() - b.at.getTime()));
  }, { timeout: 60_000 });
  return { eventCount: events.length };
}
