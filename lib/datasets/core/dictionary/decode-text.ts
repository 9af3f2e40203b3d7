/**
 * Text of a file that somebody wrote by hand or with Excel: UTF-8, UTF-16 with its mark, or what Excel calls CSV without more, which says nowhere how it is
 * written: GB 18030 on a Chinese system, Windows-1252 on a western one. Null where it is none of them.
 */
export function decodeText(bytes: Uint8Array): string | null {
  for (const encoding of encodingsOf(bytes)) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The next one, or none.
    }
  }
  return null;
}

function encodingsOf(bytes: Uint8Array): readonly string[] {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return ['utf-16le'];
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return ['utf-16be'];
  return ['utf-8', standsAlone(bytes) ? 'windows-1252' : 'gb18030'];
}

/** In Chinese text the second byte of a pair is hardly ever one of ASCII; what follows a single accented letter nearly always is. */
function standsAlone(bytes: Uint8Array): boolean {
  let [pairs, alone] = [0, 0];
  for (let at = 0; at < bytes.length; at += 1) {
    if ((bytes[at] ?? 0) < 0x80) continue;
    pairs += 1;
    if ((bytes[at + 1] ?? 0) < 0x80) alone += 1;
    at += 1;
  }
  return alone * 2 > pairs;
}
