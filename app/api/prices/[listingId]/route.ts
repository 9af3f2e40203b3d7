import { explainListing } from '@/lib/pricing';
import { listingIdInput } from '@/lib/pricing/schema';
import { defineRoute } from '@/app/_server/define-route';

/** Why a dataset has its price, as JSON: the twin of what its page shows. */
export const GET = defineRoute({ input: listingIdInput, run: explainListing });
