'use client';

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { Surface } from '@/lib/behaviour/schema';
import type { Locale } from '@/lib/shared/locale';
import { PersonalStatement, RecommendationRow } from './recommendation-row.client';
import { useRecommendations } from './use-recommendations.client';

const size = 6;

/** `title`: of the list whatever it was made from. `insteadOfCommon`: what else the page has that says much the same as the list for everybody, and isn't shown beside that. */
type Props = { readonly locale: Locale; readonly surface?: Surface; readonly title?: string; readonly insteadOfCommon?: ReactNode };

export function ForYou({ locale, surface = 'home', title, insteadOfCommon }: Props) {
  const t = useTranslations('market.forYou');
  const recommendations = useRecommendations({ size, surface });
  const { list, hasFailed } = recommendations;
  const isCommon = list !== null && !list.isPersonal && !hasFailed;
  return (
    <>
      <section aria-labelledby="for-you">
        <div className="mb-4">
          <h2 id="for-you" className="text-xl font-semibold sm:text-2xl">{title ?? t(isCommon ? 'forEverybody' : 'title')}</h2>
          <PersonalStatement recommendations={recommendations} locale={locale} />
        </div>
        <RecommendationRow recommendations={recommendations} locale={locale} placeholderCount={size} />
      </section>
      {isCommon ? null : insteadOfCommon}
    </>
  );
}
