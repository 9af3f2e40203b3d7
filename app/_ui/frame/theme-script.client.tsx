'use client';

import { useServerInsertedHTML } from 'next/navigation';

/**
 * Puts the theme's script into the head of the served page, outside React's tree. Blocking on purpose: it runs before the
 * first paint. A file of ours, never inline.
 */
export function ThemeScript() {
  let isInserted = false;
  useServerInsertedHTML(() => {
    // Asked again at every flush of the stream: once is enough.
    if (isInserted) return null;
    isInserted = true;
    return <script src="/theme.js" />;
  });
  return null;
}
