const maxLength = 60;
const suffixAlphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/**
 * A readable address: ASCII words of the title, then a random suffix that keeps two equal titles apart.
 * `suffixBytes` come from a random source of the caller, one letter a byte; a title without a Latin letter or digit
 * gives `dataset-<suffix>`. The result matches /^[a-z0-9]+(-[a-z0-9]+)*$/ and is at most 60 characters plus the suffix.
 */
export function slugFor(title: string, suffixBytes: Uint8Array): string {
  const words = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().split(/[^a-z0-9]+/).filter(Boolean);
  let readable = '';
  for (const word of words) {
    const next = readable ? `${readable}-${word}` : word.slice(0, maxLength);
    if (next.length > maxLength) break;
    readable = next;
  }
  const suffix = [...suffixBytes].map((byte) => suffixAlphabet[byte % suffixAlphabet.length]).join('');
  return `${readable || 'dataset'}-${suffix}`;
}
