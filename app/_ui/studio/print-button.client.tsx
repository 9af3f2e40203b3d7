'use client';

import { Printer } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Button } from '../button';

export function PrintButton() {
  const t = useTranslations('studio.report');
  return <Button variant="primary" icon={<Printer aria-hidden className="size-4" />} onClick={() => { window.print(); }}>{t('print')}</Button>;
}
