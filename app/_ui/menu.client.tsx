'use client';

import { Menu as Base } from '@base-ui/react/menu';
import Link from 'next/link';
import { Fragment, type ReactElement, type ReactNode } from 'react';
import { classNames } from './class-names';

export type MenuItem = {
  readonly key: string;
  readonly label: ReactNode;
  readonly icon?: ReactNode;
  /** A page to go to, or something to do. */
  readonly href?: string;
  readonly onSelect?: () => void;
  readonly tone?: 'normal' | 'bad';
  readonly isSeparatedBefore?: boolean;
};

type MenuProps = {
  readonly trigger: ReactElement;
  readonly items: readonly MenuItem[];
  /** Above the items, e.g. who is signed in. */
  readonly header?: ReactNode;
  readonly align?: 'start' | 'end';
};

const row = 'flex min-h-10 cursor-default items-center gap-2.5 rounded-lg px-3 py-2 text-sm outline-none select-none data-highlighted:bg-accent-soft data-highlighted:text-accent-strong [&>svg]:size-4 [&>svg]:shrink-0';

export function Menu({ trigger, items, header, align = 'end' }: MenuProps) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align={align} className="z-50 outline-none">
          <Base.Popup className="min-w-52 rounded-xl border border-line bg-surface p-1.5 text-ink shadow-float transition-opacity duration-100 outline-none data-ending-style:opacity-0 data-starting-style:opacity-0">
            {header ? <div className="mb-1 border-b border-line px-3 pt-1.5 pb-2.5 text-sm">{header}</div> : null}
            {items.map((item) => (
              <Fragment key={item.key}>
                {item.isSeparatedBefore ? <Base.Separator className="my-1 h-px bg-line" /> : null}
                {item.href === undefined ? (
                  <Base.Item {...(item.onSelect ? { onClick: item.onSelect } : {})} className={classNames(row, item.tone === 'bad' && 'text-bad')}>{item.icon}{item.label}</Base.Item>
                ) : (
                  <Base.LinkItem closeOnClick render={<Link href={item.href} />} className={row}>{item.icon}{item.label}</Base.LinkItem>
                )}
              </Fragment>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
