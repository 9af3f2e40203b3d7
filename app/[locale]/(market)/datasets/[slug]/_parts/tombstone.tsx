import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Alert } from '@/app/_ui/alert';
import { LinkButton } from '@/app/_ui/button';
import { formatDate } from '@/app/_ui/format';
import { Gone } from '@/app/_ui/gone';
import { PageHeader } from '@/app/_ui/page-header';

type Props = { readonly locale: Locale; readonly stone: { readonly title: string; readonly number: number; readonly reason: string; readonly retractedAt: Date } };

/** In the place of a dataset whose whole listing went with the revision it sold: links to it end here and learn why. */
export function Tombstone({ locale, stone }: Props) {
  const t = translator(locale, 'revisions.compare.tombstone');
  const { title, number, reason, retractedAt } = stone;
  return (
    <article className="page-width max-w-3xl space-y-8 pt-10">
      <Gone />
      <PageHeader title={t('title', { title })} />
      <Alert tone="bad" title={t('lead', { number, date: formatDate(retractedAt.toISOString(), locale) })}>
        <p>{t('reason')}</p>
        <blockquote className="mt-2 border-l-2 border-bad pl-3 whitespace-pre-line text-ink">{reason}</blockquote>
      </Alert>
      <LinkButton href={`/${locale}/search`}>{t('search')}</LinkButton>
    </article>
  );
}
