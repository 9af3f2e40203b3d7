import type { ReactNode } from 'react';

type SectionHeadingProps = { readonly id: string; readonly title: string; readonly lead?: string; readonly action?: ReactNode };

export function SectionHeading({ id, title, lead, action }: SectionHeadingProps) {
  return (
    <div className="mb-5 flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
      <div>
        <h2 id={id} className="text-xl font-semibold sm:text-2xl">{title}</h2>
        {lead ? <p className="mt-1 text-sm text-ink-soft">{lead}</p> : null}
      </div>
      {action}
    </div>
  );
}
