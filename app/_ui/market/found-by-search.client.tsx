'use client';

import type { ReactNode } from 'react';
import { useMe } from '../me.client';
import { tellLater } from './event-queue.client';

/** Tells that a dataset was opened from the results of a search: only with consent, and never what was searched for. */
export function FoundBySearch({ listingId, children }: { readonly listingId: string; readonly children: ReactNode }) {
  const { me } = useMe();
  const isAllowed = me !== null && me.consent.granted.length > 0 && !me.consent.isSuppressedByGpc;
  return <div className="contents" onClickCapture={() => { if (isAllowed) tellLater({ kind: 'SEARCH', listingId }); }}>{children}</div>;
}
