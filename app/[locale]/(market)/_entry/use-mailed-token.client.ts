'use client';

import { useEffect, useState } from 'react';

/**
 * The token of a mailed link, which stands behind the `#` and so was never sent to anybody. It is taken out of the address at once, so that
 * no history keeps it. Undefined until it was looked for, null when there is none.
 */
export function useMailedToken(): string | null | undefined {
  const [token, setToken] = useState<string | null>();
  useEffect(() => {
    const found = /^#([\w-]{43})$/.exec(window.location.hash)?.[1] ?? null;
    if (found !== null) window.history.replaceState(null, '', window.location.pathname);
    setToken((before) => before ?? found);
  }, []);
  return token;
}
