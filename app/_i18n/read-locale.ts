import { notFound } from 'next/navigation';
import { isLocale, type Locale } from '@/lib/shared/locale';

export type LocaleParams = Promise<{ readonly locale: string }>;

/** The language of the address; another first segment is no page of ours. */
export async function readLocale(params: LocaleParams): Promise<Locale> {
  const { locale } = await params;
  return isLocale(locale) ? locale : notFound();
}
