'use client';

import { useEffect, useRef, type ReactNode } from 'react';
import { Alert } from './alert';

/** Says that what was asked for is done, on the page one lands on afterwards: it is gone to, so that it is seen and read out. */
export function Confirmation({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => { box.current?.focus(); }, []);
  return <div ref={box} tabIndex={-1} className="rounded-lg"><Alert tone="good" isLive title={title}>{children}</Alert></div>;
}
