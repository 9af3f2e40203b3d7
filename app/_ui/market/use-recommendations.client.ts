'use client';

import { useEffect, useState } from 'react';
import type { RecommendationList, Surface } from '@/lib/behaviour/schema';
import { useMe } from '../me.client';
import { requestJson } from '../request-json.client';

export type Recommendations = {
  readonly list: RecommendationList | null; readonly hasFailed: boolean; readonly dismiss: (listingId: string) => void;
  /** The reader's own wish, on this device, to see what everybody sees. */
  readonly isSwitchedOff: boolean; readonly switchTo: (isOff: boolean) => void;
};
type Wanted = { readonly size: number; readonly surface: Surface; readonly listingId?: string };

const storageKey = 'databourse-same-for-all';

/** Asked again when the reader's consent changes or she switches: what is shown follows the choice at once. */
export function useRecommendations({ size, surface, listingId }: Wanted): Recommendations {
  const { me, hasFailed: isMeUnknown } = useMe();
  const [list, setList] = useState<RecommendationList | null>(null);
  const [hasFailed, setHasFailed] = useState(false);
  const [isSwitchedOff, setIsSwitchedOff] = useState<boolean | null>(null);
  const choice = me === null ? null : me.consent.granted.join(',');

  useEffect(() => { setIsSwitchedOff(readSwitch()); }, []);

  useEffect(() => {
    if ((choice === null && !isMeUnknown) || isSwitchedOff === null) return;
    let isCurrent = true;
    const query = new URLSearchParams({ size: String(size), surface, mode: isSwitchedOff ? 'same-for-all' : 'personal', ...(listingId === undefined ? {} : { listingId }) });
    void requestJson<RecommendationList>(`/api/recommendations?${query.toString()}`).then((answer) => {
      if (!isCurrent) return;
      if (answer.ok) setList(answer.value);
      setHasFailed(!answer.ok);
    });
    return () => { isCurrent = false; };
  }, [choice, isMeUnknown, isSwitchedOff, size, surface, listingId]);

  function dismiss(dismissedId: string) {
    setList((known) => (known === null ? null : { ...known, items: known.items.filter((item) => item.card.id !== dismissedId) }));
    tellDismissed(dismissedId);
  }

  function switchTo(isOff: boolean) {
    setIsSwitchedOff(isOff);
    try {
      if (isOff) localStorage.setItem(storageKey, '1');
      else localStorage.removeItem(storageKey);
    } catch {
      // A browser that keeps nothing: the switch holds for this page.
    }
  }

  return { list, hasFailed, dismiss, isSwitchedOff: isSwitchedOff ?? false, switchTo };
}

/** Kept only of who agreed. */
export function tellDismissed(listingId: string): void {
  void requestJson('/api/events', { method: 'POST', body: { events: [{ kind: 'DISMISS', listingId }] } });
}

function readSwitch(): boolean {
  try {
    return localStorage.getItem(storageKey) === '1';
  } catch {
    return false;
  }
}
