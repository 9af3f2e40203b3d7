import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { ok, refuse, type Result } from '@/lib/shared/result';

class TooLarge extends Error {}

/** Writes what the gzip holds to `target`, with flat memory and never more than `maxBytes` of it. Bytes after its end, which most readers pass over, would be sold without having been measured. */
export async function unpackGzip(path: string, target: string, maxBytes: number): Promise<Result<null>> {
  try {
    const gunzip = createGunzip();
    await pipeline(createReadStream(path), gunzip, meter(maxBytes), createWriteStream(target, { flags: 'wx', mode: 0o600 }));
    return gunzip.bytesWritten === (await stat(path)).size ? ok(null) : refuse('archive-damaged');
  } catch (error) {
    return unpackFault(error, maxBytes);
  }
}

export function meter(maxBytes: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length;
      done(bytes > maxBytes ? new TooLarge() : null, chunk);
    },
  });
}

/** No room is the machine's fault, everything else the archive's. */
export function unpackFault(error: unknown, maxBytes: number): { readonly ok: false; readonly refusal: { readonly code: 'file-unpacks-too-large' | 'storage-full' | 'archive-damaged' } } {
  if (error instanceof TooLarge) return refuse('file-unpacks-too-large', { params: { maxBytes } }) as ReturnType<typeof unpackFault>;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return refuse(code === 'ENOSPC' || code === 'EDQUOT' ? 'storage-full' : 'archive-damaged') as ReturnType<typeof unpackFault>;
}
