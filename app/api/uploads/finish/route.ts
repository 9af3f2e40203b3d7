import { finishUpload } from '@/lib/datasets';
import { finishUploadInput } from '@/lib/datasets/schema';
import { defineRoute } from '@/app/_server/define-route';

export const POST = defineRoute({
  input: finishUploadInput,
  run: finishUpload,
  respond: (revision) => Response.json(revision, { status: 201, headers: { 'cache-control': 'no-store' } }),
});
