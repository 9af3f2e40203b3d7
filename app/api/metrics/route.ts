import { z } from 'zod';
import { readPrometheus } from '@/lib/monitoring';
import { defineRoute } from '@/app/_server/define-route';

/** Prometheus scrapes this with `Authorization: Bearer <METRICS_TOKEN>`. */
export const GET = defineRoute({
  input: z.strictObject({}),
  run: (ctx, _input, request) => readPrometheus(ctx, { token: /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? null }),
  respond: (text) => new Response(text, { headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' } }),
});
