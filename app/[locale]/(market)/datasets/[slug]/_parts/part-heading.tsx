import type { ReactNode } from 'react';

export function PartHeading({ id, title, lead }: { readonly id: string; readonly title: string; readonly lead?: ReactNode }) {
  return (
    <div className="mb-4">
      <h2 id={id} className="text-xl font-semibold">{title}</h2>
      {lead ? <p className="mt-1 max-w-prose text-sm text-ink-soft">{lead}</p> : null}
    </div>
  );
}
