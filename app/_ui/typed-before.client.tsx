'use client';

import { useLayoutEffect, useRef, type ComponentProps } from 'react';

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
/** What public/held.js notes on a control, and reads of one that is heard by now. */
type Noted = { typedBefore?: string; isComposing?: boolean; isHeard?: boolean };

/*
 * Controls that keep what a person typed or chose before the page's scripts had begun (public/held.js notes it on them), or what the browser itself brought back.
 * React sets a text area with a text of its own back to that text, and tells no state of what it finds in any other.
 */

export function TypedInput(props: Omit<ComponentProps<'input'>, 'ref'>) {
  return <input {...props} ref={useTypedBefore<HTMLInputElement>()} />;
}

export function TypedTextArea(props: Omit<ComponentProps<'textarea'>, 'ref'>) {
  return <textarea {...props} ref={useTypedBefore<HTMLTextAreaElement>()} />;
}

export function TypedSelect(props: Omit<ComponentProps<'select'>, 'ref'>) {
  return <select {...props} ref={useTypedBefore<HTMLSelectElement>()} />;
}

function useTypedBefore<Kind extends Control>() {
  const ref = useRef<Kind>(null);
  useLayoutEffect(() => {
    const control: (Control & Noted) | null = ref.current;
    if (!control || control.isHeard) return;
    const { typedBefore: typed = control.value, isComposing = false } = control;
    const isTyped = control.typedBefore !== undefined || isBroughtBack(control);
    delete control.typedBefore;
    control.isHeard = true;
    // Characters that are being composed are told when they are done.
    if (!isTyped || isComposing) return;
    if (!isChoice(control)) sayLater(() => { sayText(control, typed); });
    else if (control.checked !== control.defaultChecked && (control.checked || control.type === 'checkbox')) sayLater(sayChoice(control, control.checked));
  }, []);
  return ref;
}

const waiting: (() => void)[] = [];

/** After React has drawn what it begins with, and one after the other: of several that are kept in one state, each is told what those before it said. */
function sayLater(say: () => void): void {
  waiting.push(say);
  if (waiting.length > 1) return;
  queueMicrotask(() => {
    for (let next = waiting[0]; next; next = waiting[0]) {
      next();
      waiting.shift();
    }
  });
}

function isChoice(control: Control): control is HTMLInputElement {
  return control instanceof HTMLInputElement && (control.type === 'checkbox' || control.type === 'radio');
}

/** By the browser, on the way back to a page: nobody is told of that. Of a slider a browser makes another value of the one it came with. */
function isBroughtBack(control: Control): boolean {
  if (isChoice(control)) return control.checked !== control.defaultChecked;
  if (control instanceof HTMLSelectElement) return [...control.options].some((option) => option.defaultSelected !== option.selected && option.defaultSelected);
  return !['file', 'range'].includes(control.type) && control.value !== control.defaultValue;
}

function sayChoice(control: HTMLInputElement, isChecked: boolean): () => void {
  return () => {
    control.checked = !isChecked;
    control.click();
  };
}

function sayText(control: Control, typed: string): void {
  if (control instanceof HTMLSelectElement || control.type === 'file') {
    // What others said has meanwhile set it back.
    if (control.type !== 'file') control.value = typed;
    control.dispatchEvent(new Event('change', { bubbles: true }));
    return;
  }
  // Null where a control has no caret, a number for one.
  const [start, end] = control.value === typed ? [control.selectionStart, control.selectionEnd] : [null, null];
  // React takes an event for news only where the value is not the one it last saw or set through the element itself.
  control.value = typed === '' ? ' ' : '';
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control) as object, 'value')?.set?.call(control, typed);
  if (start !== null) control.setSelectionRange(start, end);
  control.dispatchEvent(new Event('input', { bubbles: true }));
}
