import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { ok, refuse, type Result } from '@/lib/shared/result';

const newline = 0x0a;

/**
 * One pass over a text file with flat memory: is it UTF-8 to the last byte, and is no line longer than allowed?
 * `maxLineBytes` null: lines don't matter (a JSON array may stand on one).
 */
export async function checkText(path: string, maxLineBytes: number | null): Promise<Result<null>> {
  let offset = 0;
  let line = 1;
  let lineBytes = 0;
  let carried: Uint8Array = new Uint8Array(0);
  for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    const chunk = Buffer.concat([carried, piece as Buffer]);
    const whole = chunk.length - unfinishedBytes(chunk);
    const body = chunk.subarray(0, whole);
    if (!isUtf8(body)) return refuse('file-not-utf8', { params: { offset: offset + firstBadByte(body) } });
    if (body.includes(0)) return refuse('file-not-what-name-says', { params: { format: 'text' } });
    if (maxLineBytes !== null) {
      let from = 0;
      for (let end = body.indexOf(newline); end !== -1; end = body.indexOf(newline, from)) {
        if (lineBytes + end - from > maxLineBytes) return refuse('file-line-too-long', { params: { line, maxBytes: maxLineBytes } });
        line += 1;
        lineBytes = 0;
        from = end + 1;
      }
      lineBytes += body.length - from;
      if (lineBytes > maxLineBytes) return refuse('file-line-too-long', { params: { line, maxBytes: maxLineBytes } });
    }
    carried = chunk.subarray(whole);
    offset += whole;
  }
  return carried.length === 0 ? ok(null) : refuse('file-not-utf8', { params: { offset } });
}

/** How many bytes at the end begin a character that the next piece may finish. */
function unfinishedBytes(chunk: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, chunk.length); back += 1) {
    const byte = chunk[chunk.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

/** By halving: the longest valid start. A cut inside a character is not the fault, so up to three bytes are given back. */
function firstBadByte(body: Uint8Array): number {
  let [low, high] = [0, body.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    const start = body.subarray(0, middle);
    if (isUtf8(start.subarray(0, middle - unfinishedBytes(start)))) low = middle;
    else high = middle;
  }
  return Math.max(0, low - unfinishedBytes(body.subarray(0, low)));
}
