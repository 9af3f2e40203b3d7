'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'use-intl';

/** In the corner of a suggestion: it goes at once, and stays away where that may be kept. */
export function DismissButton({ title, onClick }: { readonly title: string; readonly onClick: () => void }) {
  const t = useTranslations('market.forYou');
  return (
    <button type="button" onClick={onClick} aria-label={t('dismiss', { title })} className="absolute -top-1 -right-1 grid size-7 place-items-center rounded-full border border-line bg-surface text-ink-faint hover:border-ink-soft hover:text-ink">
      <X aria-hidden className="size-3.5" />
    </button>
  );
}
