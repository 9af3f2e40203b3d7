'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** Asks for the page's new figures every few seconds while somebody looks at it; what was typed and opened stays. */
export function LiveRefresh({ seconds = 15 }: { readonly seconds?: number }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => { if (document.visibilityState === 'visible') router.refresh(); }, seconds * 1_000);
    return () => { clearInterval(timer); };
  }, [router, seconds]);
  return null;
}
