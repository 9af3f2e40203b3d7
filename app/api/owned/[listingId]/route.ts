import { z } from 'zod';
import { findOwnership } from '@/lib/orders';
import { defineRoute } from '@/app/_server/define-route';

/** What the reader has to do with a listing: the personal part of a page that is the same for everybody. */
export const GET = defineRoute({ input: z.strictObject({ listingId: z.uuid() }), run: findOwnership });
