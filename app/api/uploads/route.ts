import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { z } from 'zod';
import { uploadRevision } from '@/lib/datasets';
import { fileNameInput } from '@/lib/datasets/schema';
import { isLocale } from '@/lib/shared/locale';
import { logFault } from '@/app/_server/log';
import { faultProblem, problem } from '@/app/_server/problem';
import { requestContext } from '@/app/_server/request-context';
import { isSameOrigin } from '@/app/_server/request-facts';

const queryInput = z.strictObject({ name: fileNameInput, datasetId: z.uuid().optional(), locale: z.string().optional() });

/** The body is the file itself and is never held in memory: it streams to storage while it arrives. */
export async function POST(request: Request): Promise<Response> {
  const query = queryInput.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  const locale = query.success && isLocale(query.data.locale) ? query.data.locale : undefined;
  const ctx = await requestContext(locale);
  if (!isSameOrigin(request.headers)) return problem({ code: 'cross-origin' }, ctx);
  if (!query.success) return problem({ code: 'input-invalid', field: query.error.issues[0]?.path.join('.') ?? '' }, ctx);
  if (!request.body) return problem({ code: 'file-missing' }, ctx);
  const bytes = Readable.fromWeb(request.body as NodeReadableStream);
  try {
    const result = await uploadRevision(ctx, { fileName: query.data.name, datasetId: query.data.datasetId, bytes, declaredBytes: readLength(request) });
    return result.ok ? Response.json(result.value, { status: 201, headers: { 'cache-control': 'no-store' } }) : problem(result.refusal, ctx);
  } catch (error) {
    logFault(error, { requestId: ctx.requestId, where: '/api/uploads' });
    return faultProblem(ctx);
  } finally {
    // Whatever was refused before the end: the rest of the body is let go.
    bytes.on('error', () => undefined).destroy();
  }
}

function readLength(request: Request): number | undefined {
  const length = Number(request.headers.get('content-length') ?? Number.NaN);
  return Number.isSafeInteger(length) && length >= 0 ? length : undefined;
}
