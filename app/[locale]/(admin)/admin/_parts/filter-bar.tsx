import Form from 'next/form';
import type { ReactNode } from 'react';

type FilterBarProps = { readonly path: string; readonly label: string; readonly submit: ReactNode; readonly clear: ReactNode; readonly children: ReactNode };

/** Filters live in the address, so that what is seen can be sent to somebody else; the form works without a script. */
export function FilterBar({ path, label, submit, clear, children }: FilterBarProps) {
  return (
    <Form action={path} prefetch={false} role="search" aria-label={label} className="rounded-card border border-line bg-surface p-5">
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">{children}</div>
      <div className="mt-4 flex flex-wrap gap-2">{submit}{clear}</div>
    </Form>
  );
}
