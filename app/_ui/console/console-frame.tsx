import type { ReactNode } from 'react';
import { SideNav, type SideNavItem } from './side-nav.client';

type ConsoleFrameProps = { readonly navLabel: string; readonly items: readonly SideNavItem[]; readonly children: ReactNode };

/** An area with pages of its own: its navigation beside what it holds. */
export function ConsoleFrame({ navLabel, items, children }: ConsoleFrameProps) {
  return (
    <div className="page-width grid gap-x-10 gap-y-6 pt-4 pb-16 lg:grid-cols-[12rem_minmax(0,1fr)] lg:pt-10">
      <SideNav label={navLabel} items={items} />
      <div className="min-w-0">{children}</div>
    </div>
  );
}
