import { getAuditEvent } from '@/lib/audit';
import { auditEventInput } from '@/lib/audit/schema';
import { ok, refuse } from '@/lib/shared/result';
import { defineRoute } from '@/app/_server/define-route';
import { respondWithReceipt } from '@/app/_server/respond-with-receipt';

/** The proof of one event, for whoever looks after the log. */
export const GET = defineRoute({
  input: auditEventInput,
  run: async (ctx, input) => { const event = await getAuditEvent(ctx, input); return !event.ok ? event : event.value.receipt ? ok(event.value.receipt) : refuse('not-found'); },
  respond: (receipt) => respondWithReceipt(receipt, 'event'),
});
