import type { ReactNode } from 'react';

type StatProps = {
  readonly label: ReactNode;
  readonly value: ReactNode;
  readonly hint?: ReactNode;
  readonly icon?: ReactNode;
};

/** A figure with its name. Put several into a `<dl className="grid …">`. */
export function Stat({ label, value, hint, icon }: StatProps) {
  return (
    <div className="flex flex-col rounded-card border border-line bg-surface p-4">
      <dt className="order-1 flex items-center gap-1.5 text-sm text-ink-soft [&>svg]:size-4">{icon}{label}</dt>
      <dd className="order-2 mt-1 text-2xl font-semibold tracking-tight tabular-nums">{value}</dd>
      {hint ? <dd className="order-3 mt-1 text-xs text-ink-faint">{hint}</dd> : null}
    </div>
  );
}
