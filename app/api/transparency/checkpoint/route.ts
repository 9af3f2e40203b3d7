import { z } from 'zod';
import { getTransparency } from '@/lib/audit';
import { ok, refuse } from '@/lib/shared/result';
import { defineRoute } from '@/app/_server/define-route';

/** The newest signed checkpoint as it is (C2SP tlog-checkpoint), for witnesses that ask. */
export const GET = defineRoute({
  input: z.strictObject({}),
  run: async (ctx) => { const [newest] = (await getTransparency(ctx)).checkpoints; return newest ? ok(newest.note) : refuse('not-found'); },
  respond: (note) => new Response(note, { headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' } }),
});
