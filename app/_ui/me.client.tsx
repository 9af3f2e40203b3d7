'use client';

import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { ConsentState } from '@/lib/consent/schema';
import type { ListCounts } from '@/lib/orders/schema';
import { requestJson } from './request-json.client';

/** What `/api/me` says: everything about the reader that a cached page may show. */
export type Me = {
  readonly account: {
    readonly email: string;
    /** The notice in force was put before her: without it nothing is sold or taken in. */
    readonly isNoticeShown: boolean;
    readonly roles: readonly ('BUYER' | 'SELLER' | 'ADMIN' | 'AUDITOR')[];
    readonly sellerSlug: string | null;
    readonly balanceMinor: number;
    readonly currency: string;
    /** How much is put by and in the cart. */
    readonly lists: ListCounts;
  } | null;
  readonly consent: ConsentState;
};

type MeState = {
  /** Null until the answer is there. */
  readonly me: Me | null;
  /** The answer could not be had; the page stays readable as for a visitor. */
  readonly hasFailed: boolean;
  readonly refresh: () => Promise<void>;
};

const MeContext = createContext<MeState>({ me: null, hasFailed: false, refresh: async () => {} });

/** One request for all islands of a page, repeated when something changed. */
export function MeProvider({ children }: { readonly children: ReactNode }) {
  const [me, setMe] = useState<Me | null>(null);
  const [hasFailed, setHasFailed] = useState(false);

  const refresh = useCallback(async () => {
    const answer = await requestJson<Me>('/api/me');
    if (answer.ok) setMe(answer.value);
    setHasFailed(!answer.ok);
  }, []);

  useEffect(() => {
    void refresh();
  }, [refresh]);

  // A page taken back from the browser's own cache may show someone who has signed out since.
  useEffect(() => {
    function onShow(event: PageTransitionEvent) {
      if (event.persisted) void refresh();
    }
    window.addEventListener('pageshow', onShow);
    return () => { window.removeEventListener('pageshow', onShow); };
  }, [refresh]);

  const state = useMemo(() => ({ me, hasFailed, refresh }), [me, hasFailed, refresh]);
  return <MeContext value={state}>{children}</MeContext>;
}

export function useMe(): MeState {
  return useContext(MeContext);
}
