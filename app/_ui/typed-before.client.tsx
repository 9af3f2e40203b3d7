'use client';

import { useLayoutEffect, useRef, type ComponentProps } from 'react';

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/*
 * Controls that keep what a person typed or chose before the page's scripts had begun (public/held.js notes it on them).
 * React sets a text area with a text of its own back to that text, and tells no state of what it finds in any other.
 */

export function TypedInput(props: ComponentProps<'input'>) {
  return <input {...props} ref={useTypedBefore<HTMLInputElement>()} />;
}

export function TypedTextArea(props: ComponentProps<'textarea'>) {
  return <textarea {...props} ref={useTypedBefore<HTMLTextAreaElement>()} />;
}

export function TypedSelect(props: ComponentProps<'select'>) {
  return <select {...props} ref={useTypedBefore<HTMLSelectElement>()} />;
}

function useTypedBefore<Kind extends Control>() {
  const ref = useRef<Kind>(null);
  useLayoutEffect(() => {
    const control: (Control & { typedBefore?: string }) | null = ref.current;
    const typed = control?.typedBefore;
    if (!control || typed === undefined) return;
    delete control.typedBefore;
    sayAgain(control, typed);
  }, []);
  return ref;
}

/** Does once more what the person did, so that whoever listens hears of it. */
function sayAgain(control: Control, typed: string): void {
  if (control instanceof HTMLSelectElement || control.type === 'file') {
    control.dispatchEvent(new Event('change', { bubbles: true }));
  } else if (control instanceof HTMLInputElement && (control.type === 'checkbox' || control.type === 'radio')) {
    if (control.checked === control.defaultChecked) return;
    if (control.type === 'radio' && !control.checked) return;
    control.checked = !control.checked;
    control.click();
  } else {
    // React takes an event for news only where the value is not the one it last saw or set through the element itself.
    control.value = control.defaultValue;
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control) as object, 'value')?.set?.call(control, typed);
    control.dispatchEvent(new Event('input', { bubbles: true }));
  }
}
