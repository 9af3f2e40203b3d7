import type { ReactNode } from 'react';

type EmptyStateProps = {
  readonly icon?: ReactNode;
  readonly title: ReactNode;
  readonly body?: ReactNode;
  readonly action?: ReactNode;
  readonly level?: 2 | 3;
};

export function EmptyState({ icon, title, body, action, level = 2 }: EmptyStateProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <div className="flex flex-col items-center rounded-card border border-dashed border-line-strong/60 px-6 py-12 text-center">
      {icon ? <div aria-hidden className="mb-4 grid size-12 place-items-center rounded-full bg-accent-soft text-accent [&>svg]:size-6">{icon}</div> : null}
      <Heading className="text-lg font-semibold">{title}</Heading>
      {body ? <div className="mt-2 max-w-md text-sm text-ink-soft">{body}</div> : null}
      {action ? <div className="mt-6 flex flex-wrap justify-center gap-3">{action}</div> : null}
    </div>
  );
}
