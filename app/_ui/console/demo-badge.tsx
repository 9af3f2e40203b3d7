import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Badge } from '../badge';

/** On every row that was generated for the demonstration. */
export function DemoBadge({ isDemo, locale }: { readonly isDemo: boolean; readonly locale: Locale }) {
  return isDemo ? <Badge tone="warn">{translator(locale, 'common')('demo')}</Badge> : null;
}
