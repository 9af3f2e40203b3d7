'use client';

import type { KeyboardEvent, ReactNode } from 'react';

/** Ctrl+Enter (on a Mac also Cmd+Enter) within it sends the form around it. */
export function SubmitByKeys({ children }: { readonly children: ReactNode }) {
  const submit = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.closest('form')?.requestSubmit();
  };
  return <div role="presentation" onKeyDown={submit}>{children}</div>;
}
