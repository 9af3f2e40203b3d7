import { exportAlertLog } from '@/lib/monitoring';
import { alertLogInput } from '@/lib/monitoring/schema';
import { defineRoute } from '@/app/_server/define-route';

/** The alert log as CSV, filtered as on the page. */
export const GET = defineRoute({
  isWrittenDown: true,
  input: alertLogInput,
  run: (ctx, input) => exportAlertLog(ctx, input),
  respond: (csv) => new Response(csv, { headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="alerts.csv"', 'cache-control': 'no-store' } }),
});
