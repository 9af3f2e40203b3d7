import 'server-only';
import { refuse, ok, type Result } from '@/lib/shared/result';

const maxBodyBytes = 64 * 1024;

/** A JSON body. Counted while it comes in: one that says nothing of its length, or lies, is given up at the limit and its rest never read. */
export async function readJsonBody(request: Request): Promise<Result<unknown>> {
  if (!isJson(request.headers.get('content-type'))) return refuse('media-type');
  const text = await readTextBody(request);
  if (!text.ok) return text;
  try {
    return ok(JSON.parse(text.value));
  } catch {
    return refuse('input-invalid', { field: 'body' });
  }
}

/** Any body, as text, within the same limit. */
export async function readTextBody(request: Request): Promise<Result<string>> {
  const text = Number(request.headers.get('content-length') ?? 0) > maxBodyBytes ? null : await readBounded(request);
  return text === null ? refuse('input-too-large') : ok(text);
}

/** Null when there are more bytes than are taken. */
async function readBounded({ body }: Request): Promise<string | null> {
  if (body === null) return '';
  const reader: ReadableStreamDefaultReader<Uint8Array> = body.getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(pieces).toString('utf8');
    size += value.byteLength;
    if (size > maxBodyBytes) {
      await reader.cancel().catch(() => undefined);
      return null;
    }
    pieces.push(value);
  }
}

/** A form of another site can't send JSON without asking first; so nothing else is read as JSON. */
function isJson(contentType: string | null): boolean {
  return contentType?.split(';', 1)[0]?.trim().toLowerCase() === 'application/json';
}
