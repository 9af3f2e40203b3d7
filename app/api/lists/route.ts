import { z } from 'zod';
import { getListedIds, setListed } from '@/lib/orders';
import { setListedInput } from '@/lib/orders/schema';
import { defineRoute } from '@/app/_server/define-route';

export const GET = defineRoute({ input: z.strictObject({}), run: getListedIds });
export const POST = defineRoute({ input: setListedInput, run: setListed });
