'use client';

import { useParams } from 'next/navigation';
import { Compass } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { LinkButton } from '@/app/_ui/button';
import { useTitle } from '@/app/_ui/use-title.client';

export default function NotFound() {
  const t = useTranslations('common.notFound');
  const { locale } = useParams<{ locale?: string }>();
  const base = locale === 'zh' ? '/zh' : '/en';
  const title = t('title');
  useTitle(title);
  return (
    <div className="page-width flex flex-col items-center py-24 text-center">
      <Compass aria-hidden className="size-10 text-accent" strokeWidth={1.5} />
      <p className="mt-6 text-sm font-medium text-ink-faint tabular-nums">404</p>
      <h1 className="mt-1 text-3xl font-semibold">{title}</h1>
      <p className="mt-3 max-w-md text-ink-soft">{t('body')}</p>
      <div className="mt-8 flex flex-wrap justify-center gap-3">
        <LinkButton href={`${base}/search`} variant="primary">{t('search')}</LinkButton>
        <LinkButton href={base}>{t('home')}</LinkButton>
      </div>
    </div>
  );
}
