import { exportAlertLog } from '@/lib/monitoring';
import { alertLogInput } from '@/lib/monitoring/schema';
import { defineRoute } from '@/app/_server/define-route';
import { respondWithCsv } from '@/app/_server/respond-with-file';

/** The alert log as CSV, filtered as on the page. */
export const GET = defineRoute({
  isWrittenDown: true,
  input: alertLogInput,
  run: (ctx, input) => exportAlertLog(ctx, input),
  respond: (csv) => respondWithCsv(csv, 'alerts.csv'),
});
