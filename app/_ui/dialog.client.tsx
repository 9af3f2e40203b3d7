'use client';

import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';

type DialogProps = {
  /** The button that opens it; leave out when `isOpen` is driven from outside. */
  readonly trigger?: ReactElement | undefined;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly closeLabel: string;
  readonly isOpen?: boolean | undefined;
  readonly onOpenChange?: ((isOpen: boolean) => void) | undefined;
  /** Buttons, at the end; the safe one first. */
  readonly footer?: ReactNode;
  readonly children?: ReactNode;
};

export function Dialog({ trigger, title, description, closeLabel, isOpen, onOpenChange, footer, children }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  // A button that went with what it did leaves the keyboard nowhere: it goes on inside.
  useEffect(() => { if (document.activeElement === document.body) popup.current?.focus(); });
  return (
    <Base.Root {...(isOpen === undefined ? {} : { open: isOpen })} {...(onOpenChange ? { onOpenChange: (open: boolean) => { onOpenChange(open); } } : {})}>
      {trigger ? <Base.Trigger render={trigger} /> : null}
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup ref={popup} className="fixed inset-x-0 bottom-0 z-50 mx-auto flex max-h-[calc(100dvh-2rem)] w-full max-w-lg flex-col rounded-t-2xl border border-line bg-surface text-ink shadow-float transition-all duration-150 data-ending-style:translate-y-3 data-ending-style:opacity-0 data-starting-style:translate-y-3 data-starting-style:opacity-0 sm:top-1/2 sm:bottom-auto sm:-translate-y-1/2 sm:rounded-2xl sm:data-ending-style:-translate-y-[calc(50%-0.75rem)] sm:data-starting-style:-translate-y-[calc(50%-0.75rem)]">
          <div className="flex items-start justify-between gap-4 px-6 pt-5">
            <div>
              <Base.Title className="text-lg font-semibold">{title}</Base.Title>
              {description ? <Base.Description className="mt-1 text-sm text-ink-soft">{description}</Base.Description> : null}
            </div>
            <Base.Close aria-label={closeLabel} className="-mt-1 -mr-2 grid size-9 shrink-0 place-items-center rounded-lg text-ink-faint hover:bg-sunken hover:text-ink">
              <X aria-hidden className="size-5" />
            </Base.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-6 py-4">{children}</div>
          {footer ? <div className="flex flex-wrap justify-end gap-3 border-t border-line px-6 py-4">{footer}</div> : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
