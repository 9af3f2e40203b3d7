import { createTranslator, type NamespaceKeys, type NestedKeyOf } from 'use-intl/core';
import type { Locale } from '@/lib/shared/locale';
import { formats } from './formats';
import { messagesOf, type AllMessages } from './messages';

/** `const t = translator(locale, 'market.search'); t('title')`, for server components. Keys are checked by the compiler. */
export function translator<const Path extends NamespaceKeys<AllMessages, NestedKeyOf<AllMessages>>>(locale: Locale, namespace: Path) {
  return createTranslator<AllMessages, Path>({ locale, namespace, messages: messagesOf(locale), formats, timeZone: 'UTC' });
}
