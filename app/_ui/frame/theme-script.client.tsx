'use client';

import { HeadManagerContext } from 'next/dist/shared/lib/head-manager-context.shared-runtime';
import { useServerInsertedHTML } from 'next/navigation';
import { useContext } from 'react';

/**
 * Puts the theme's script into the head of the served page, outside React's tree. Blocking on purpose: it runs before the
 * first paint. A file of ours, never inline. A page rendered for one request carries a nonce, which is learned where
 * next/script learns it (reading it from the headers would make every page dynamic); a cached page needs none.
 */
export function ThemeScript() {
  const { nonce } = useContext(HeadManagerContext);
  let isInserted = false;
  useServerInsertedHTML(() => {
    // Asked again at every flush of the stream: once is enough.
    if (isInserted) return null;
    isInserted = true;
    return <script src="/theme.js" nonce={nonce} />;
  });
  return null;
}
