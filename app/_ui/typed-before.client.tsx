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
    const { typedBefore, isComposing = false } = control;
    delete control.typedBefore;
    control.isHeard = true;
    // Characters that are being composed are told when they are done.
    if (isComposing) return;
    const say = isChoice(control) ? whatIsChosen(control) : whatIsTyped(control, typedBefore);
    // After React has drawn what it begins with, and one after the other: of several that are kept in one state, each is told what those before it said.
    if (say) queueMicrotask(say);
  }, []);
  return ref;
}

function isChoice(control: Control): control is HTMLInputElement {
  return control instanceof HTMLInputElement && (control.type === 'checkbox' || control.type === 'radio');
}

/** The press that makes a choice what it is, where the page came with another; a button of several that was left goes by the press on its neighbour. */
function whatIsChosen(control: HTMLInputElement): (() => void) | null {
  const { checked, defaultChecked, type } = control;
  if (checked === defaultChecked || (type === 'radio' && !checked)) return null;
  return () => {
    control.checked = !checked;
    control.click();
  };
}

/** The event that tells what was typed, or what the browser brought back on the way to a page: nobody is told of that. */
function whatIsTyped(control: Control, typedBefore: string | undefined): (() => void) | null {
  if (typedBefore === undefined && !isBroughtBack(control)) return null;
  const typed = typedBefore ?? control.value;
  if (control.type === 'file') return () => { control.dispatchEvent(new Event('change', { bubbles: true })); };
  if (control instanceof HTMLSelectElement) {
    return () => {
      // What others said has meanwhile set it back.
      control.value = typed;
      control.dispatchEvent(new Event('change', { bubbles: true }));
    };
  }
  return () => { typeAgain(control, typed); };
}

/** Of a slider a browser makes another value of the one it came with. */
function isBroughtBack(control: Control): boolean {
  if (control instanceof HTMLSelectElement) return [...control.options].some((option) => option.defaultSelected && !option.selected);
  return !['file', 'range'].includes(control.type) && control.value !== control.defaultValue;
}

function typeAgain(control: HTMLInputElement | HTMLTextAreaElement, typed: string): void {
  // Null where a control has no caret, a number for one.
  const [start, end] = control.value === typed ? [control.selectionStart, control.selectionEnd] : [null, null];
  // React takes an event for news only where the value is not the one it last saw or set through the element itself.
  control.value = typed === '' ? ' ' : '';
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control) as object, 'value')?.set?.call(control, typed);
  if (start !== null) control.setSelectionRange(start, end);
  control.dispatchEvent(new Event('input', { bubbles: true }));
}
