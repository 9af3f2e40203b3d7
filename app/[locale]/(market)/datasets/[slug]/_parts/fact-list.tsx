import type { ReactNode } from 'react';

/** Names and what stands for them, a line each. */
export function FactList({ children }: { readonly children: ReactNode }) {
  return <dl className="divide-y divide-line rounded-card border border-line bg-surface px-5 py-1 text-sm">{children}</dl>;
}

export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="grid gap-x-6 gap-y-1 py-3 sm:grid-cols-[11rem_1fr]">
      <dt className="text-ink-soft">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}
