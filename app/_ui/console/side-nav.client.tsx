'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect, useRef, type ReactNode } from 'react';
import { classNames } from '../class-names';

export type SideNavItem = { readonly href: string; readonly label: string; readonly icon: ReactNode; /** What waits there, in words for who can't see it. */ readonly badge?: { readonly text: string; readonly label: string; readonly isUrgent: boolean } };

/** Beside the page where there is room, above it in one row that scrolls where there is none. The first item is the area's own front page. */
export function SideNav({ label, items }: { readonly label: string; readonly items: readonly SideNavItem[] }) {
  const path = usePathname();
  const current = items.findLast((item, index) => (index === 0 ? path === item.href : path === item.href || path.startsWith(`${item.href}/`)));
  const list = useRef<HTMLUListElement>(null);

  // The row may begin left of the page one is on. Only the row moves, never the window.
  useEffect(() => {
    const row = list.current;
    const link = row?.querySelector('[aria-current="page"]');
    if (row && link instanceof HTMLElement) row.scrollLeft = link.offsetLeft - row.clientWidth / 2 + link.clientWidth / 2;
  }, [path]);

  return (
    <nav aria-label={label} className="min-w-0 lg:sticky lg:top-24 lg:self-start">
      <ul ref={list} className="relative flex gap-1 overflow-x-auto border-b border-line lg:flex-col lg:overflow-visible lg:border-b-0">
        {items.map((item) => {
          const isCurrent = item === current;
          return (
            <li key={item.href} className="shrink-0">
              <Link
                href={item.href}
                prefetch={false}
                aria-current={isCurrent ? 'page' : undefined}
                className={classNames(
                  'flex min-h-11 items-center gap-2 px-3 text-sm font-medium whitespace-nowrap -outline-offset-2 [&>svg]:size-4 [&>svg]:shrink-0',
                  'max-lg:-mb-px max-lg:border-b-2 lg:min-h-10 lg:rounded-lg',
                  isCurrent
                    ? 'text-accent max-lg:border-accent lg:bg-accent-soft lg:text-accent-strong'
                    : 'text-ink-soft hover:text-ink max-lg:border-transparent lg:hover:bg-sunken',
                )}
              >
                {item.icon}
                {item.label}
                {item.badge ? <span className={classNames('rounded-full px-1.5 text-xs font-semibold tabular-nums', item.badge.isUrgent ? 'bg-bad-soft text-bad' : 'bg-warn-soft text-warn')}><span aria-hidden>{item.badge.text}</span><span className="sr-only">{item.badge.label}</span></span> : null}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
