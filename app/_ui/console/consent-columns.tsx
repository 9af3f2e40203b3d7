import { purposes, sharePurpose, type ConsentRow } from '@/lib/consent/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Badge, type Tone } from '../badge';
import type { Column } from '../data-table';
import { formatDateTime } from '../format';

const tones: Record<ConsentRow['decision'], Tone> = { GIVEN: 'good', REFUSED: 'neutral', WITHDRAWN: 'warn', EXPIRED: 'neutral' };
const surfaces = ['banner', 'privacy-page', 'sign-up', 'expiry'] as const;

/** One decision as it was recorded: the person's own history and the administrator's log show the same. */
export function consentColumns(locale: Locale): readonly Column<ConsentRow>[] {
  const t = translator(locale, 'admin.consents');
  const languages = translator(locale, 'common.language');
  return [
    { key: 'purpose', header: t('purpose'), isRowHeader: true, cell: (row) => <>{purposeName(row.purpose, locale)}{row.recipient === '' ? null : <span className="block text-xs font-normal text-ink-faint">{row.recipient}</span>}</> },
    { key: 'decision', header: t('decision'), cell: (row) => <Badge tone={tones[row.decision]}>{t(`decisionName.${row.decision}`)}</Badge> },
    {
      key: 'notice', header: t('notice'),
      cell: (row) => <span title={`SHA-256 ${row.noticeSha256}`} className="whitespace-nowrap">{t('noticeText', { version: row.noticeVersion, language: languages(row.locale === 'zh' ? 'zh' : 'en') })}</span>,
    },
    { key: 'surface', header: t('surface'), cell: (row) => <>{surfaceName(row.surface, locale)}{row.hasGpcSignal ? <Badge className="ml-2">{`${t('gpc')}: ${t('gpcSent')}`}</Badge> : null}</> },
    { key: 'at', header: t('at'), cell: (row) => <time dateTime={row.at} className="whitespace-nowrap">{formatDateTime(row.at, locale)}</time> },
  ];
}

export function purposeName(purpose: string, locale: Locale): string {
  if (purpose === sharePurpose) return translator(locale, 'trust.sharing')('purpose');
  const known = purposes.find((each) => each === purpose);
  return known ? translator(locale, 'common.purpose')(`${known}.name`) : purpose;
}

function surfaceName(surface: string, locale: Locale): string {
  const known = surfaces.find((each) => each === surface);
  return known ? translator(locale, 'admin.consents.surfaceName')(known) : surface;
}
