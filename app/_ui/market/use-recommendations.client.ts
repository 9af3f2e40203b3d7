'use client';

import { useEffect, useState } from 'react';
import type { RecommendationList } from '@/lib/behaviour/schema';
import { useMe } from '../me.client';
import { requestJson } from '../request-json.client';

export type Recommendations = { readonly list: RecommendationList | null; readonly hasFailed: boolean; readonly dismiss: (listingId: string) => void };

/** Asked again when the reader's consent changes: what is shown follows the choice at once. */
export function useRecommendations(size: number, listingId?: string): Recommendations {
  const { me, hasFailed: isMeUnknown } = useMe();
  const [list, setList] = useState<RecommendationList | null>(null);
  const [hasFailed, setHasFailed] = useState(false);
  const choice = me === null ? null : me.consent.granted.join(',');

  useEffect(() => {
    if (choice === null && !isMeUnknown) return;
    let isCurrent = true;
    const query = new URLSearchParams({ size: String(size), ...(listingId === undefined ? {} : { listingId }) });
    void requestJson<RecommendationList>(`/api/recommendations?${query.toString()}`).then((answer) => {
      if (!isCurrent) return;
      if (answer.ok) setList(answer.value);
      setHasFailed(!answer.ok);
    });
    return () => { isCurrent = false; };
  }, [choice, isMeUnknown, size, listingId]);

  function dismiss(dismissedId: string) {
    setList((known) => (known === null ? null : { ...known, items: known.items.filter((item) => item.card.id !== dismissedId) }));
    void requestJson('/api/events', { method: 'POST', body: { kind: 'DISMISS', listingId: dismissedId } });
  }

  return { list, hasFailed, dismiss };
}
