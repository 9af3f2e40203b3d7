'use client';

import { useTranslations } from 'use-intl';
import type { Reason } from '@/lib/behaviour/schema';

export function ReasonText({ reason }: { readonly reason: Reason }) {
  const t = useTranslations('market.forYou.reason');
  switch (reason.code) {
    case 'because-you-viewed':
      return reason.supporterCount === null
        ? t('becauseYouViewed', { title: reason.anchorTitle })
        : t('becauseYouViewedTogether', { title: reason.anchorTitle, count: reason.supporterCount });
    case 'because-of-several':
      return t('becauseOfSeveral');
    case 'similar-content':
      return reason.sharedWords.length === 0
        ? t('similar', { title: reason.anchorTitle })
        : t('similarWords', { title: reason.anchorTitle, words: reason.sharedWords.slice(0, 3).join(', ') });
    case 'popular':
      return t('popular', { count: reason.salesCount });
    case 'new':
      return t('new');
  }
}
