'use client';

import { HeadManagerContext } from 'next/dist/shared/lib/head-manager-context.shared-runtime';
import { useServerInsertedHTML } from 'next/navigation';
import { useContext } from 'react';

/**
 * Puts what can't wait for React into the head of the served page, outside its tree: the reader's theme, which stands before
 * the first paint, and the keeper of what is typed before the page's scripts have begun. Files of ours, never inline. A page rendered for one request carries a nonce, which is learned where
 * next/script learns it (reading it from the headers would make every page dynamic); a cached page needs none.
 */
export function EarlyScripts() {
  const { nonce } = useContext(HeadManagerContext);
  let isInserted = false;
  useServerInsertedHTML(() => {
    // Asked again at every flush of the stream: once is enough.
    if (isInserted) return null;
    isInserted = true;
    return <><script src="/theme.js" nonce={nonce} /><script src="/held.js" nonce={nonce} /></>;
  });
  return null;
}
