import type { ReactNode } from 'react';
import { classNames } from './class-names';

export type Tone = 'neutral' | 'info' | 'good' | 'warn' | 'bad';

const tones: Record<Tone, string> = {
  neutral: 'border-line bg-sunken text-ink-soft',
  info: 'border-transparent bg-info-soft text-info',
  good: 'border-transparent bg-good-soft text-good',
  warn: 'border-transparent bg-warn-soft text-warn',
  bad: 'border-transparent bg-bad-soft text-bad',
};

type BadgeProps = { readonly tone?: Tone; readonly icon?: ReactNode; readonly className?: string | undefined; readonly children: ReactNode };

export function Badge({ tone = 'neutral', icon, className, children }: BadgeProps) {
  return (
    <span className={classNames('inline-flex items-center gap-1 rounded-md border px-1.5 py-0.5 text-xs font-medium whitespace-nowrap', tones[tone], className)}>
      {icon}
      {children}
    </span>
  );
}
