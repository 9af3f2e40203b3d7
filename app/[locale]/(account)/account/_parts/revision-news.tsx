import Link from 'next/link';
import type { OwnedRevisions, OwnedRow } from '@/lib/orders/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Alert } from '@/app/_ui/alert';
import { formatDate } from '@/app/_ui/format';
import { seeNoticesAction } from '../actions';
import { SeenButton } from './seen-button.client';

type Props = { readonly locale: Locale; readonly owned: readonly OwnedRow[]; readonly revisions: readonly OwnedRevisions[] };

/** What she was told about and hasn't confirmed yet. */
export function RevisionNews({ locale, owned, revisions }: Props) {
  const t = translator(locale, 'revisions.mine');
  const news = revisions.flatMap((own) => {
    const row = owned.find((each) => each.entitlementId === own.entitlementId);
    return row ? own.notices.filter((notice) => !notice.isSeen).map((notice) => ({ ...notice, row })) : [];
  });
  if (news.length === 0) return null;
  return (
    <Alert className="mb-6" title={t('newNotices')} actions={<SeenButton label={t('seen')} action={seeNoticesAction} />}>
      <ul className="space-y-1">
        {news.map(({ id, kind, number, at, row }) => (
          <li key={id}>
            {formatDate(at, locale)} · <span className="font-medium text-ink">{row.title}</span>: {t(`notice.${kind}`, { number })}. <Link href={`/${locale}/datasets/${row.slug}/revisions/${number}`} prefetch={false} className="text-link inline-flex min-h-6 items-center">{t('what')}</Link>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
