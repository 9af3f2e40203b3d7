import type { Quoting } from './parse-records';

/** Takes a text's bytes piece by piece; answers where in the whole text a quote opens that is broken, or null so far. `isLast`: no more comes. */
export type QuoteWatch = (piece: Uint8Array, isLast: boolean) => number | null;

const [newline, carriageReturn] = [0x0a, 0x0d];

/**
 * Whether every quoted field of delimited text ends in a quote that a delimiter, the end of a line or of the text follows (RFC 4180), over all of it and not
 * only its beginning: an engine that is lenient about line ends is lenient about this too, and makes one cell of many rows. Agrees with `parseRecords`.
 * Between quotes nothing is looked at, so text without any costs next to nothing. The first `from` bytes are passed over; delimiter, quote and escape are one byte each.
 */
export function watchQuotes({ delimiter, quote, escape }: Quoting, from: number): QuoteWatch {
  const [part, mark, lead] = [delimiter.charCodeAt(0), quote.charCodeAt(0), escape.charCodeAt(0)];
  const endsField = (byte: number | undefined): boolean => byte === part || byte === newline || byte === carriageReturn;
  /** `openedAt`: inside a quoted field, where it began. `isClosing`: the last byte was a quote in it, and the next says what it meant. */
  let [seen, last, openedAt, isClosing, isEscaped]: [number, number, number | null, boolean, boolean] = [0, newline, null, false, false];
  const isDoubling = mark === lead;

  /** From the first byte of a quoted field on; returns the index after its closing quote and what follows must be, the length when it goes on, or -1. */
  const readInside = (piece: Uint8Array, start: number): number => {
    for (let at = start; at < piece.length; at += 1) {
      if (isClosing) {
        isClosing = false;
        if (isDoubling && piece[at] === mark) continue;
        if (!endsField(piece[at])) return -1;
        openedAt = null;
        return at;
      }
      if (isEscaped) { isEscaped = false; continue; }
      if (isDoubling) {
        at = piece.indexOf(mark, at);
        if (at === -1) return piece.length;
        isClosing = true;
      } else if (piece[at] === lead) isEscaped = true;
      else if (piece[at] === mark) isClosing = true;
    }
    return piece.length;
  };

  return (piece, isLast) => {
    let at = Math.min(piece.length, Math.max(0, from - seen));
    if (at > 0) last = newline;
    while (at < piece.length) {
      if (openedAt === null) {
        const next = piece.indexOf(mark, at);
        if (next === -1) break;
        const before = next === 0 || next + seen === from ? last : piece[next - 1];
        at = next + 1;
        if (!endsField(before)) continue;
        openedAt = seen + next;
      }
      at = readInside(piece, at);
      if (at === -1) return openedAt;
    }
    if (piece.length > 0) last = seen + piece.length <= from ? newline : (piece[piece.length - 1] ?? newline);
    seen += piece.length;
    return isLast && openedAt !== null && !isClosing ? openedAt : null;
  };
}
