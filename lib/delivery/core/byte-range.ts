/** Both ends included, as in RFC 9110 section 14. */
export type ByteRange = { readonly start: number; readonly end: number };

/**
 * Which bytes a request asks for. One range is served; a header that is malformed, in another unit or for several ranges
 * is ignored, as RFC 9110 section 14.2 allows, and so is one whose `If-Range` names other bytes than these.
 * A range beyond the end is unsatisfiable (416). `byteSize` above 0.
 */
export function byteRange(
  headers: { readonly range: string | null; readonly ifRange: string | null },
  { byteSize, etag }: { readonly byteSize: number; readonly etag: string },
): 'whole' | 'unsatisfiable' | ByteRange {
  const match = /^bytes=(?:(\d{1,15})-(\d{0,15})|-(\d{1,15}))$/.exec(headers.range ?? '');
  if (!match || (headers.ifRange !== null && headers.ifRange !== etag)) return 'whole';
  const [, from, to, suffix] = match;
  if (suffix !== undefined) {
    const length = Number(suffix);
    return length === 0 ? 'unsatisfiable' : { start: Math.max(0, byteSize - length), end: byteSize - 1 };
  }
  const start = Number(from);
  const end = to ? Math.min(Number(to), byteSize - 1) : byteSize - 1;
  if (to && Number(to) < start) return 'whole';
  return start >= byteSize ? 'unsatisfiable' : { start, end };
}
