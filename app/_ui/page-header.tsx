import Link from 'next/link';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

export type Crumb = { readonly label: string; readonly href?: string };

type PageHeaderProps = {
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly breadcrumbs?: readonly Crumb[];
  /** What the trail is called for a screen reader. */
  readonly breadcrumbsLabel?: string;
};

export function PageHeader({ title, lead, actions, breadcrumbs, breadcrumbsLabel = 'Breadcrumbs' }: PageHeaderProps) {
  return (
    <header className="mb-8">
      {breadcrumbs ? <Breadcrumbs crumbs={breadcrumbs} label={breadcrumbsLabel} /> : null}
      <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-4">
        <div className="min-w-0">
          <h1 className="text-2xl font-semibold sm:text-3xl">{title}</h1>
          {lead ? <p className="mt-2 max-w-2xl text-ink-soft">{lead}</p> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-3">{actions}</div> : null}
      </div>
    </header>
  );
}

export function Breadcrumbs({ crumbs, label }: { readonly crumbs: readonly Crumb[]; readonly label: string }) {
  return (
    <nav aria-label={label} className="mb-3">
      <ol className="flex flex-wrap items-center gap-x-1 text-sm text-ink-faint">
        {crumbs.map((crumb, index) => (
          <li key={`${index}-${crumb.label}`} className="flex min-w-0 items-center gap-1">
            {index > 0 ? <ChevronRight aria-hidden className="size-3.5 shrink-0" /> : null}
            {crumb.href ? (
              <Link href={crumb.href} className="inline-flex min-h-6 items-center hover:text-ink hover:underline">{crumb.label}</Link>
            ) : (
              <span aria-current="page" className="truncate text-ink-soft">{crumb.label}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
