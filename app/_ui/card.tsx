import type { ReactNode } from 'react';
import { classNames } from './class-names';

type CardProps = {
  readonly as?: 'div' | 'section' | 'article' | 'li' | 'aside';
  readonly labelledBy?: string | undefined;
  readonly isPadded?: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
};

export function Card({ as: Element = 'div', labelledBy, isPadded = true, className, children }: CardProps) {
  return (
    <Element aria-labelledby={labelledBy} className={classNames('rounded-card border border-line bg-surface', isPadded && 'p-5 sm:p-6', className)}>
      {children}
    </Element>
  );
}

type CardHeaderProps = {
  readonly id?: string | undefined;
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly level?: 2 | 3;
};

export function CardHeader({ id, title, lead, actions, level = 2 }: CardHeaderProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <div className="mb-4 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <Heading id={id} className={level === 2 ? 'text-lg font-semibold' : 'text-base font-semibold'}>{title}</Heading>
        {lead ? <p className="mt-1 max-w-prose text-sm text-ink-soft">{lead}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </div>
  );
}
