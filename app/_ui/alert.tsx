import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Tone } from './badge';
import { classNames } from './class-names';

const looks = {
  neutral: { box: 'border-line bg-sunken', icon: 'text-ink-soft', Icon: Info },
  info: { box: 'border-info/30 bg-info-soft', icon: 'text-info', Icon: Info },
  good: { box: 'border-good/30 bg-good-soft', icon: 'text-good', Icon: CircleCheck },
  warn: { box: 'border-warn/30 bg-warn-soft', icon: 'text-warn', Icon: TriangleAlert },
  bad: { box: 'border-bad/30 bg-bad-soft', icon: 'text-bad', Icon: CircleAlert },
} as const;

type AlertProps = {
  readonly tone?: Tone;
  readonly title?: ReactNode;
  readonly actions?: ReactNode;
  /** Read out at once (an answer to what the reader just did). Off for what is on the page from the start. */
  readonly isLive?: boolean;
  readonly className?: string | undefined;
  readonly children?: ReactNode;
};

export function Alert({ tone = 'info', title, actions, isLive = false, className, children }: AlertProps) {
  const { box, icon, Icon } = looks[tone];
  return (
    <div role={isLive ? (tone === 'bad' ? 'alert' : 'status') : undefined} className={classNames('flex gap-3 rounded-lg border p-4 text-sm text-ink', box, className)}>
      <Icon aria-hidden className={classNames('mt-0.5 size-4.5 shrink-0', icon)} />
      <div className="min-w-0 flex-1 space-y-1">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children ? <div className="text-ink-soft">{children}</div> : null}
        {actions ? <div className="flex flex-wrap gap-2 pt-2">{actions}</div> : null}
      </div>
    </div>
  );
}
