/** 4, 6 or 0: an address as RFC 4291 writes it, with an optional prefix length in range and an optional zone. */
export function isIP(text: string): 4 | 6 | 0 {
  const [body = '', prefix, ...more] = text.split('/');
  const [address = ''] = body.split('%');
  if (more.length > 0) return 0;
  const version = isFour(address) ? 4 : isSix(address) ? 6 : 0;
  if (prefix === undefined || version === 0) return version;
  return Number(prefix) <= (version === 4 ? 32 : 128) ? version : 0;
}

function isFour(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
}

function isSix(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const isMixed = last.includes('.');
  if (isMixed && !isFour(last)) return false;
  const count = groups.length + (isMixed ? 1 : 0);
  if (!groups.every((group, index) => (isMixed && index === groups.length - 1) || /^[\da-f]{1,4}$/i.test(group))) return false;
  return halves.length === 2 ? count < 8 : count === 8;
}
