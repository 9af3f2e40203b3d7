import type { ReactNode } from 'react';

export function VisuallyHidden({ as: Element = 'span', children }: { readonly as?: 'span' | 'div' | 'h2' | 'h3'; readonly children: ReactNode }) {
  return <Element className="sr-only">{children}</Element>;
}
