import type { Locale } from '@/lib/shared/locale';
import type { ListingState } from '@/lib/catalog/schema';
import { translator } from '@/app/_i18n/translator';
import { Badge, type Tone } from '../badge';

const tones: Record<ListingState, Tone> = { DRAFT: 'neutral', PUBLISHED: 'good', WITHDRAWN: 'warn', 'TAKEN-DOWN': 'bad' };

export function ListingStatus({ status, locale }: { readonly status: ListingState; readonly locale: Locale }) {
  return <Badge tone={tones[status]}>{translator(locale, 'admin.listingStatus')(status)}</Badge>;
}
