'use client';

import { useParams } from 'next/navigation';
import { CloudAlert } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Button, LinkButton } from '@/app/_ui/button';
import { useTitle } from '@/app/_ui/use-title.client';

type ErrorPageProps = { readonly error: Error & { readonly digest?: string }; readonly reset: () => void };

/** A fixed sentence and the number under which the log knows it; never the error itself. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  const t = useTranslations('common.error');
  const { locale } = useParams<{ locale?: string }>();
  const title = t('title');
  useTitle(title);
  return (
    <div className="page-width flex flex-col items-center py-24 text-center">
      <CloudAlert aria-hidden className="size-10 text-bad" strokeWidth={1.5} />
      <h1 className="mt-6 text-3xl font-semibold">{title}</h1>
      <p className="mt-3 max-w-md text-ink-soft">{t('body')}</p>
      <p className="mt-2 font-mono text-sm">{error.digest ?? '–'}</p>
      <div className="mt-8 flex flex-wrap justify-center gap-3">
        <Button variant="primary" onClick={reset}>{t('retry')}</Button>
        <LinkButton href={locale === 'zh' ? '/zh' : '/en'}>{t('home')}</LinkButton>
      </div>
    </div>
  );
}
