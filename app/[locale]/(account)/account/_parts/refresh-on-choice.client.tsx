'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import type { Purpose } from '@/lib/consent/schema';
import { useMe } from '@/app/_ui/me.client';

type RefreshOnChoiceProps = { readonly granted: readonly Purpose[]; readonly hasChosen: boolean };

/** A choice also changes what the rest of the page lists: once the exchange answers otherwise than the page was made with, it is made anew. */
export function RefreshOnChoice({ granted, hasChosen }: RefreshOnChoiceProps) {
  const { me } = useMe();
  const router = useRouter();
  const shown = stateText(granted, hasChosen);
  const current = me === null ? null : stateText(me.consent.granted, me.consent.hasChosen);

  useEffect(() => {
    if (current !== null && current !== shown) router.refresh();
  }, [current, shown, router]);
  return null;
}

function stateText(granted: readonly Purpose[], hasChosen: boolean): string {
  return `${String(hasChosen)} ${granted.toSorted().join(' ')}`;
}
