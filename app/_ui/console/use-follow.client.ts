'use client';

import { useState } from 'react';

/**
 * Lets a form take over what the page says anew, at once and without being made anew: what it has just said (“saved”) stays.
 * `follow` sets the caller's own state, while it renders.
 */
export function useFollow(given: string | number | null, follow: () => void): void {
  const [seen, setSeen] = useState(given);
  if (seen === given) return;
  setSeen(given);
  follow();
}
