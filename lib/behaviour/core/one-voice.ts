import { firstVoices } from '@/lib/shared/first-voices';

type Voiced = { readonly subject: string; readonly visit: string; readonly listingId: string; readonly at: number; readonly origin: string };

const dayMilliseconds = 24 * 60 * 60 * 1_000;

/**
 * One person counts once for a listing, with the newest visit she opened it in; and one network address counts once a day for it, with the person who was
 * first. So a thousand looks by one account or one address say as much as one look does. Order of time in, order of time out.
 */
export function oneVoice<Event extends Voiced>(events: readonly Event[]): Event[] {
  const heard = firstVoices(events, ({ origin, listingId, at }) => (origin === '' ? null : `${origin} ${listingId} ${Math.floor(at / dayMilliseconds)}`));
  const newest = new Map<string, string>();
  for (const { subject, visit, listingId } of heard) newest.set(`${subject} ${listingId}`, visit);
  return heard.filter(({ subject, visit, listingId }) => newest.get(`${subject} ${listingId}`) === visit);
}
