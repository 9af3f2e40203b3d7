import { createTranslator } from 'use-intl/core';
import type { Refusal } from '@/lib/shared/refusal';
import refusals from '@/app/_i18n/messages/en/refusals.json';

/** The sentence a page would show, for a command line. */
export function refusalLine(refusal: Refusal): string {
  // A page misses an upload; here a path leads nowhere.
  if (refusal.code === 'file-missing') return 'There is no such file.';
  return createTranslator({ locale: 'en', messages: refusals })(refusal.code, { ...refusal.params, field: refusal.field ?? '' });
}

/** One clear sentence on standard error, exit code 2. */
export function failWith(sentence: string): never {
  console.error(sentence);
  process.exit(2);
}
