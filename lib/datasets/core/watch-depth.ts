/** Takes a text's bytes piece by piece; answers where in the whole text an object or list opens that lies too deep, or null so far. */
export type DepthWatch = (piece: Uint8Array) => number | null;

const [quote, backslash] = [0x22, 0x5c];

/**
 * Objects and lists within each other in JSON, counted without recursion: whoever reads JSON by recursion has a stack that ends. A bracket in a text doesn't count.
 * `max`: how many may be open at once.
 */
export function watchDepth(max: number): DepthWatch {
  let [seen, depth, isText, isEscaped] = [0, 0, false, false];
  return (piece) => {
    for (let at = 0; at < piece.length; at += 1) {
      const byte = piece[at] ?? 0;
      if (isText) {
        if (isEscaped) isEscaped = false;
        else if (byte === backslash) isEscaped = true;
        else if (byte === quote) isText = false;
      } else if (byte === quote) isText = true;
      // { and [ differ from } and ] by two bits: 0x7b 0x5b, 0x7d 0x5d.
      else if ((byte | 0x20) === 0x7b) {
        depth += 1;
        if (depth > max) return seen + at;
      } else if ((byte | 0x20) === 0x7d) depth -= 1;
    }
    seen += piece.length;
    return null;
  };
}
