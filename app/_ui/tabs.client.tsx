'use client';

import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';

export type Tab = { readonly value: string; readonly label: ReactNode; readonly panel: ReactNode };

type TabsProps = {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly defaultValue?: string | undefined;
};

/** All panels are in the page (found by search engines and by "find in page"); one is shown. */
export function Tabs({ label, tabs, defaultValue }: TabsProps) {
  return (
    <Base.Root defaultValue={defaultValue ?? tabs[0]?.value ?? null}>
      <Base.List aria-label={label} className="mb-6 flex gap-1 overflow-x-auto border-b border-line">
        {tabs.map((tab) => (
          <Base.Tab key={tab.value} value={tab.value} className="-mb-px min-h-10 border-b-2 border-transparent px-3 text-sm font-medium whitespace-nowrap text-ink-soft outline-offset-[-2px] hover:text-ink data-active:border-accent data-active:text-accent">
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => <Base.Panel key={tab.value} value={tab.value} keepMounted className="[[hidden]]:hidden">{tab.panel}</Base.Panel>)}
    </Base.Root>
  );
}
