import { finishUpload } from '@/lib/datasets';
import { finishUploadInput } from '@/lib/datasets/schema';
import { logFault } from '@/app/_server/log';
import { defineRoute } from '@/app/_server/define-route';

export const POST = defineRoute({
  input: finishUploadInput,
  run: (ctx, input) => finishUpload(ctx, input, (fault) => { logFault(fault, { requestId: ctx.requestId, where: 'measuring' }); }),
  respond: (revision) => Response.json(revision, { status: 201, headers: { 'cache-control': 'no-store' } }),
});
