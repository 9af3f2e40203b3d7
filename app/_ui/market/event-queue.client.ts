'use client';

import { requestJson } from '../request-json.client';

type PageEvent = { readonly kind: 'VIEW' | 'PREVIEW' | 'SEARCH' | 'DISMISS'; readonly listingId: string };

const waiting: PageEvent[] = [];
const flushAfterMs = 3_000;
const mostAtOnce = 50;
let timer: ReturnType<typeof setTimeout> | null = null;
let isWatching = false;

/** Told later, together with others, and at the latest when the page is left: nothing on the page waits for it. */
export function tellLater(event: PageEvent): void {
  if (waiting.length < mostAtOnce) waiting.push(event);
  timer ??= setTimeout(tellNow, flushAfterMs);
  if (isWatching) return;
  isWatching = true;
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') tellNow(); });
}

export function tellNow(): void {
  if (timer !== null) clearTimeout(timer);
  timer = null;
  const events = waiting.splice(0, mostAtOnce);
  if (events.length > 0) void requestJson('/api/events', { method: 'POST', body: { events }, keepalive: true });
}
