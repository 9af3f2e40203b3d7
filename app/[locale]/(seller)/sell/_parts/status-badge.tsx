import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Badge } from '@/app/_ui/badge';

const tones = { DRAFT: 'warn', PUBLISHED: 'good', WITHDRAWN: 'neutral', 'TAKEN-DOWN': 'bad' } as const;

export function StatusBadge({ status, locale }: { readonly status: keyof typeof tones; readonly locale: Locale }) {
  return <Badge tone={tones[status]}>{translator(locale, 'seller')(`status.${status}`)}</Badge>;
}
