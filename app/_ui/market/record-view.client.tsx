'use client';

import { useEffect } from 'react';
import { useMe } from '../me.client';
import { tellLater } from './event-queue.client';

const afterMs = 2_000;

/** Tells the exchange that a dataset was looked at: only with consent, only once it was really looked at. Shows nothing. */
export function RecordView({ listingId }: { readonly listingId: string }) {
  const { me } = useMe();
  const isAllowed = me !== null && me.consent.granted.length > 0 && !me.consent.isSuppressedByGpc;

  useEffect(() => {
    if (!isAllowed) return;
    const timer = setTimeout(() => {
      tellLater({ kind: 'VIEW', listingId });
    }, afterMs);
    return () => { clearTimeout(timer); };
  }, [isAllowed, listingId]);

  return null;
}
