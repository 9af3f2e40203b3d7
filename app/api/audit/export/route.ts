import { exportSearchedLog } from '@/lib/identity';
import { auditExportInput } from '@/lib/audit/schema';
import { ok } from '@/lib/shared/result';
import { defineRoute } from '@/app/_server/define-route';
import { respondWithLines } from '@/app/_server/respond-with-lines';

/** The audit log, filtered as on the page, with the newest checkpoint. */
export const GET = defineRoute({
  isWrittenDown: true,
  input: auditExportInput,
  run: async (ctx, input) => { const lines = await exportSearchedLog(ctx, input); return lines.ok ? ok({ lines: lines.value, fileName: `audit.${input.format}` }) : lines; },
  respond: ({ lines, fileName }) => respondWithLines(lines, fileName),
});
