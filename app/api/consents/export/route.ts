import { exportConsents } from '@/lib/consent';
import { consentExportInput } from '@/lib/consent/schema';
import { ok } from '@/lib/shared/result';
import { defineRoute } from '@/app/_server/define-route';
import { respondWithLines } from '@/app/_server/respond-with-lines';

/** The consent log, filtered as on the page. */
export const GET = defineRoute({
  isWrittenDown: true,
  input: consentExportInput,
  run: async (ctx, input) => { const lines = await exportConsents(ctx, input); return lines.ok ? ok({ lines: lines.value, fileName: `consents.${input.format}` }) : lines; },
  respond: ({ lines, fileName }) => respondWithLines(lines, fileName),
});
