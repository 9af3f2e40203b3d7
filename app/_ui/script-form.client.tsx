'use client';

import { useEffect, useRef, type ComponentProps } from 'react';

/** What public/held.js writes on a form that was sent before its scripts had begun, and reads of one whose scripts have. */
type HeldForm = HTMLFormElement & { isScripted?: boolean; heldSubmitter?: HTMLElement | null };

/**
 * A form that a script sends. Before the page's scripts have begun a browser would send it by itself, and with the usual
 * method put every field into the address, a password too: it waits for them instead, and is sent once they are there.
 */
export function ScriptForm(props: Omit<ComponentProps<'form'>, 'ref' | 'method' | 'action'>) {
  const ref = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const form: HeldForm | null = ref.current;
    if (!form) return;
    form.isScripted = true;
    if (!form.hasAttribute('data-held')) return;
    form.removeAttribute('data-held');
    form.heldSubmitter?.removeAttribute('aria-busy');
    document.getElementById('held')?.replaceChildren();
    // Not at once: what its fields have just told their state is not drawn yet.
    setTimeout(() => { form.requestSubmit(form.heldSubmitter); });
  }, []);
  return <form {...props} method="post" ref={ref} />;
}
