import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import type { Refusal } from '@/lib/shared/refusal';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { QuoteWatch } from '../core/delimited/watch-quotes';
import type { DepthWatch } from '../core/watch-depth';

/** Objects and lists within each other: the engine reads them by recursion, and ends its process far above. */
export const maxJsonDepth = 100;

const newline = 0x0a;

/**
 * One pass over a text file with flat memory: is it UTF-8 to the last byte, is no line longer than allowed, do its quotes close, does it nest no deeper than allowed?
 * `maxLineBytes` null: lines don't matter (a JSON array may stand on one).
 */
export async function checkText(path: string, maxLineBytes: number | null, { quotes = () => null, depth = () => null }: { readonly quotes?: QuoteWatch | undefined; readonly depth?: DepthWatch } = {}): Promise<Result<null>> {
  let [offset, open] = [0, 0];
  let carried: Uint8Array = new Uint8Array(0);
  for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    const chunk = carried.length === 0 ? (piece as Buffer) : Buffer.concat([carried, piece as Buffer]);
    const whole = chunk.length - unfinishedBytes(chunk);
    const body = chunk.subarray(0, whole);
    if (!isUtf8(body)) return notUtf8(body, offset);
    if (body.includes(0)) return refuse('file-not-what-name-says', { params: { format: 'text' } });
    if (maxLineBytes !== null) {
      const lines = measureLines(body, open, maxLineBytes);
      if (lines.tooLongAt !== null) return refuse('file-line-too-long', { params: { line: await lineAt(path, offset + lines.tooLongAt), maxBytes: maxLineBytes } });
      open = lines.open;
    }
    const deepAt = depth(body);
    if (deepAt !== null) return refuse('file-nested-too-deep', { params: { line: await lineAt(path, deepAt), max: maxJsonDepth } });
    const brokenAt = quotes(body, false);
    if (brokenAt !== null) return quotesBroken(path, brokenAt);
    carried = chunk.subarray(whole);
    offset += whole;
  }
  if (carried.length > 0) return notUtf8(carried, offset);
  const brokenAt = quotes(carried, true);
  return brokenAt === null ? ok(null) : quotesBroken(path, brokenAt);
}

async function quotesBroken(path: string, offset: number): Promise<Result<null>> {
  return refuse('file-quotes-broken', { params: { line: await lineAt(path, offset) } });
}

/** Where a line that is too long begins to be so, or how long the last one is so far. A piece no longer than a line may be is searched from both ends only. */
function measureLines(body: Uint8Array, open: number, maxLineBytes: number): { readonly tooLongAt: number | null; readonly open: number } {
  const first = body.indexOf(newline);
  if (first === -1) return { tooLongAt: open + body.length > maxLineBytes ? 0 : null, open: open + body.length };
  if (open + first > maxLineBytes) return { tooLongAt: 0, open };
  const last = body.lastIndexOf(newline);
  if (last - first > maxLineBytes) {
    for (let from = first + 1, end = body.indexOf(newline, from); end !== -1; from = end + 1, end = body.indexOf(newline, from)) {
      if (end - from > maxLineBytes) return { tooLongAt: from, open };
    }
  }
  return { tooLongAt: body.length - last - 1 > maxLineBytes ? last + 1 : null, open: body.length - last - 1 };
}

/** The line that the byte at this position is of, from 1. Only asked for a refusal. */
async function lineAt(path: string, offset: number): Promise<number> {
  let line = 1;
  if (offset === 0) return line;
  for await (const piece of createReadStream(path, { end: offset - 1 })) {
    const bytes = piece as Buffer;
    for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) line += 1;
  }
  return line;
}

/** What it most likely is instead, where its first bytes say so; 'other' covers Latin-1, Windows-1252, GBK and their like, which bytes alone can't tell apart. */
function notUtf8(body: Uint8Array, offset: number): { readonly ok: false; readonly refusal: Refusal } {
  const [a, b, c, d] = offset === 0 ? body : [];
  const isLittle32 = a === 0xff && b === 0xfe && c === 0 && d === 0;
  const encoding = isLittle32 ? 'UTF32' : (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) ? 'UTF16' : 'other';
  return refuse('file-not-utf8', { params: { offset: offset + firstBadByte(body), encoding } });
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
