import { notFound, redirect } from 'next/navigation';
import { findTombstone } from '@/lib/catalog';
import type { Db } from '@/lib/db';
import type { Locale } from '@/lib/shared/locale';

/** For the pages below a dataset's: of one that was taken back they lead to where its stone says why, of anything else they aren't there. */
export async function notThere(db: Db, { locale, slug }: { readonly locale: Locale; readonly slug: string }): Promise<never> {
  if (await findTombstone(db, { slug })) redirect(`/${locale}/datasets/${slug}`);
  notFound();
}
