import type { Locale } from '@/lib/shared/locale';
import type { SellerListingRow } from '@/lib/catalog/schema';
import { translator } from '@/app/_i18n/translator';
import { Badge, type Tone } from '../badge';

const tones: Record<SellerListingRow['status'], Tone> = { DRAFT: 'neutral', PUBLISHED: 'good', WITHDRAWN: 'warn' };

export function ListingStatus({ status, locale }: { readonly status: SellerListingRow['status']; readonly locale: Locale }) {
  return <Badge tone={tones[status]}>{translator(locale, 'admin.listingStatus')(status)}</Badge>;
}
