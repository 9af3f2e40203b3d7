import { getAuditMark } from '@/lib/audit';
import { auditMarkInput } from '@/lib/audit/schema';
import { defineRoute } from '@/app/_server/define-route';

/** Whether the log is intact at this moment, for the head of the pages that look after it. */
export const GET = defineRoute({ input: auditMarkInput, run: (ctx) => getAuditMark(ctx) });
