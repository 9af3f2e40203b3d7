'use client';

import { useEffect } from 'react';

/** Names the page that is shown instead of the one whose address it is, which has already named itself. */
export function useTitle(title: string): void {
  useEffect(() => { document.title = `${title} · Databourse`; }, [title]);
}
