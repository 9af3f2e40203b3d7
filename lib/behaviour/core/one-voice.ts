import { firstVoices } from '@/lib/shared/first-voices';

type Voiced = { readonly subject: string; readonly visit: string; readonly listingId: string; readonly origin: string };

/**
 * One person counts once for a listing, with the newest visit she opened it in; and one network address counts once for it, with the person who was first,
 * however many days lie between. So a thousand looks by one account or one address say as much as one look does. Order of time in, order of time out.
 * @param events `origin` names address and listing together; empty where each counts for herself
 */
export function oneVoice<Event extends Voiced>(events: readonly Event[]): Event[] {
  const heard = firstVoices(events, ({ origin, listingId }) => (origin === '' ? null : `${origin} ${listingId}`));
  const newest = new Map<string, string>();
  for (const { subject, visit, listingId } of heard) newest.set(`${subject} ${listingId}`, visit);
  return heard.filter(({ subject, visit, listingId }) => newest.get(`${subject} ${listingId}`) === visit);
}
