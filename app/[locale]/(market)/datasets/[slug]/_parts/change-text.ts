import type { SchemaChange } from '@/lib/datasets/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';

/** One change of a schema as a sentence. */
export function changeText({ kind, name, from, to }: SchemaChange, locale: Locale): string {
  return translator(locale, 'revisions.change')(kind, { name, from, to });
}
