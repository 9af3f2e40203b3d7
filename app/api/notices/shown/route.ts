import { showNotice } from '@/lib/consent';
import { showNoticeInput } from '@/lib/consent/schema';
import { defineRoute } from '@/app/_server/define-route';

/** Says that the notice was put before the signed-in reader; the token proves which. */
export const POST = defineRoute({ input: showNoticeInput, run: showNotice });
