import { recordEvents } from '@/lib/behaviour';
import { recordEventsInput } from '@/lib/behaviour/schema';
import { defineRoute } from '@/app/_server/define-route';

/** The same answer whether it was kept or not: a page can't tell who agreed. */
export const POST = defineRoute({ input: recordEventsInput, run: recordEvents, respond: () => new Response(null, { status: 204 }) });
