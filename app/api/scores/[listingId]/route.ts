import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { z } from 'zod';
import { fileNameInput } from '@/lib/datasets/schema';
import { scoreOnOwnFile } from '@/lib/delivery';
import { isLocale } from '@/lib/shared/locale';
import { logFault } from '@/app/_server/log';
import { faultProblem, problem } from '@/app/_server/problem';
import { requestContext } from '@/app/_server/request-context';
import { isSameOrigin } from '@/app/_server/request-facts';

const input = z.strictObject({ listingId: z.uuid(), name: fileNameInput, label: z.string().trim().min(1).max(200), locale: z.string().optional() });

/** The body is the reader's own file: scored, answered in aggregates, and gone. */
export async function POST(request: Request, { params }: { readonly params: Promise<{ readonly listingId: string }> }): Promise<Response> {
  const parsed = input.safeParse({ ...Object.fromEntries(new URL(request.url).searchParams), ...(await params) });
  const locale = parsed.success && isLocale(parsed.data.locale) ? parsed.data.locale : undefined;
  const ctx = await requestContext(locale);
  if (!isSameOrigin(request.headers)) return problem({ code: 'cross-origin' }, ctx);
  if (!parsed.success) return problem({ code: 'input-invalid', field: parsed.error.issues[0]?.path.join('.') ?? '' }, ctx);
  if (!request.body) return problem({ code: 'file-missing' }, ctx);
  const bytes = Readable.fromWeb(request.body as NodeReadableStream);
  const { listingId, name, label } = parsed.data;
  try {
    const result = await scoreOnOwnFile(ctx, { listingId, fileName: name, label, bytes });
    return result.ok ? Response.json(result.value, { headers: { 'cache-control': 'no-store' } }) : problem(result.refusal, ctx);
  } catch (error) {
    logFault(error, { requestId: ctx.requestId, where: '/api/scores' });
    return faultProblem(ctx);
  } finally {
    bytes.on('error', () => undefined).destroy();
  }
}
