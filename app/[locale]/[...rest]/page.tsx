import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { readLocale } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';

type PageProps = { readonly params: Promise<{ readonly locale: string }> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'common.notFound')('title') };
}

/** Every address without a page gets the "nothing here" page of its language. */
export default function NoSuchPage(): never {
  notFound();
}
