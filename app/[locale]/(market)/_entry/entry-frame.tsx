import type { ReactNode } from 'react';
import { LogoMark } from '@/app/_ui/logo';

type EntryFrameProps = { readonly title: string; readonly lead: string; readonly children: ReactNode; readonly foot: ReactNode };

export function EntryFrame({ title, lead, children, foot }: EntryFrameProps) {
  return (
    <div className="page-width flex justify-center pt-12 sm:pt-16">
      <div className="w-full max-w-md">
        <LogoMark className="size-10" />
        <h1 className="mt-5 text-2xl font-semibold sm:text-3xl">{title}</h1>
        <p className="mt-2 text-ink-soft">{lead}</p>
        <div className="mt-8 rounded-card border border-line bg-surface p-6">{children}</div>
        <p className="mt-5 text-sm text-ink-soft">{foot}</p>
      </div>
    </div>
  );
}
