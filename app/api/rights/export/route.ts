import { collectOwnData, exportOwnData } from '@/lib/rights';
import { exportInput } from '@/lib/rights/schema';
import { ok } from '@/lib/shared/result';
import { defineRoute } from '@/app/_server/define-route';

const headersOf = (type: string, name: string) => ({ 'content-type': type, 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-store' });

/** Everything the exchange holds about the one who asks. */
export const GET = defineRoute({
  isWrittenDown: true,
  input: exportInput,
  run: async (ctx, { format }) => {
    if (format === 'zip') {
      const zip = await exportOwnData(ctx);
      return zip.ok ? ok({ body: new Uint8Array(zip.value), headers: headersOf('application/zip', 'my-data.zip') }) : zip;
    }
    const data = await collectOwnData(ctx);
    return data.ok ? ok({ body: new Uint8Array(Buffer.from(`${JSON.stringify(data.value, null, 1)}\n`)), headers: headersOf('application/json; charset=utf-8', 'my-data.json') }) : data;
  },
  respond: ({ body, headers }) => new Response(body, { headers }),
});
