import { createHash } from 'node:crypto';
import { luhn, mod97, weighted } from './check-digits';
import { digitsOf, plain, type Recogniser } from './recogniser';

/** Length of an IBAN by country (SWIFT IBAN registry, release 99). */
const ibanLengths: Readonly<Record<string, number>> = {
  AD: 24, AE: 23, AL: 28, AT: 20, AZ: 28, BA: 20, BE: 16, BG: 22, BH: 22, BI: 27, BR: 29, BY: 28, CH: 21, CR: 22, CY: 28, CZ: 24, DE: 22, DJ: 27, DK: 18, DO: 28, EE: 20, EG: 29, ES: 24, FI: 18, FK: 18, FO: 18, FR: 27, GB: 22, GE: 22, GI: 23, GL: 18, GR: 27,
  GT: 28, HN: 28, HR: 21, HU: 28, IE: 22, IL: 23, IQ: 23, IS: 26, IT: 27, JO: 30, KW: 30, KZ: 20, LB: 28, LC: 32, LI: 21, LT: 20, LU: 20, LV: 21, LY: 25, MC: 27, MD: 24, ME: 22, MK: 19, MN: 20, MR: 27, MT: 31, MU: 30, NI: 28, NL: 18, NO: 15, OM: 23, PK: 24, PL: 28,
  PS: 29, PT: 25, QA: 29, RO: 24, RS: 22, RU: 33, SA: 24, SC: 31, SD: 18, SE: 24, SI: 19, SK: 24, SM: 27, SO: 23, ST: 25, SV: 28, TL: 23, TN: 24, TR: 26, UA: 29, VA: 22, VG: 24, XK: 20, YE: 30,
};

/** The country says how many letters and digits; blanks and hyphens between them don't count. */
function ibanLength(text: string): number {
  let left = ibanLengths[text.slice(0, 2).toUpperCase()] ?? 0;
  let length = 0;
  while (left > 0 && length < text.length) { if (!/[ -]/.test(text.charAt(length))) left -= 1; length += 1; }
  return left > 0 ? 0 : length;
}

function isIban(text: string): boolean {
  const code = plain(text);
  return ibanLengths[code.slice(0, 2)] === code.length && mod97(code.slice(4) + code.slice(0, 4));
}

const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const bech32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';

/** Base58Check: the last four of 25 bytes are the start of a double SHA-256 of the others. */
function isBase58Address(text: string): boolean {
  let value = 0n;
  for (const character of text) { const digit = base58.indexOf(character); if (digit < 0) return false; value = value * 58n + BigInt(digit); }
  const bytes = Buffer.from(value.toString(16).padStart(50, '0'), 'hex');
  if (bytes.length !== 25) return false;
  const sha = (data: Buffer) => createHash('sha256').update(data).digest();
  return sha(sha(bytes.subarray(0, 21))).subarray(0, 4).equals(bytes.subarray(21));
}

/** BIP 173 and BIP 350. */
function isBech32Address(text: string): boolean {
  const lower = text.toLowerCase();
  const values = [3, 3, 0, 2, 3, ...Array.from(lower.slice(3), (character) => bech32.indexOf(character))];
  if (values.includes(-1) || (text !== lower && text !== text.toUpperCase())) return false;
  const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
  let check = 1;
  for (const value of values) {
    const top = check >>> 25;
    check = ((check & 0x1ffffff) << 5) ^ value;
    generator.forEach((polynomial, bit) => { if ((top >>> bit) & 1) check ^= polynomial; });
  }
  return check >>> 0 === 1 || check >>> 0 === 0x2bc830a3;
}

export const moneyRecognisers: readonly Recogniser[] = [
  { entity: 'CREDIT_CARD', score: 0.9, pattern: /(?<![\w-])(?!1\d{12}(?!\d))[13-6]\d{3}[- ]?\d{3,4}[- ]?\d{3,4}[- ]?\d{3,7}(?![\w-])/g, isValid: (text) => { const digits = digitsOf(text); return digits.length >= 13 && digits.length <= 19 && (digits.length !== 15 || digits[0] === 3 || digits[0] === 1) && luhn(digits) && new Set(digits).size > 1; }, context: /card|visa|master|amex|credit|debit|银行卡|信用卡|卡号/i },
  // Mastercard's second range, 2221 to 2720.
  { entity: 'CREDIT_CARD', score: 0.8, pattern: /(?<![\w-])2(?:22[1-9]|2[3-9]\d|[3-6]\d{2}|7[01]\d|720)[- ]?\d{4}[- ]?\d{4}[- ]?\d{4}(?![\w-])/g, isValid: (text) => luhn(digitsOf(text)), context: /card|master|credit|debit|银行卡|信用卡|卡号/i },
  { entity: 'CREDIT_CARD', score: 0.6, pattern: /(?<![\w-])62\d{2}[- ]?\d{4}[- ]?\d{4}[- ]?\d{4}(?:[- ]?\d{1,3})?(?![\w-])/g, isValid: (text) => luhn(digitsOf(text)) },
  { entity: 'IBAN_CODE', score: 0.95, pattern: /(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]{4}){2,7}(?:[ -]?[A-Za-z0-9]{1,4})?(?![A-Za-z0-9])/g, lengthOf: ibanLength, isValid: isIban },
  { entity: 'CRYPTO', score: 0.9, pattern: /(?<![A-Za-z0-9])[13][1-9A-HJ-NP-Za-km-z]{25,34}(?![A-Za-z0-9])/g, isValid: isBase58Address },
  { entity: 'CRYPTO', score: 0.9, pattern: /(?<![A-Za-z0-9])bc1[02-9ac-hj-np-z]{11,71}(?![A-Za-z0-9])/gi, isValid: isBech32Address },
  { entity: 'CRYPTO', score: 0.7, pattern: /(?<![A-Za-z0-9])0x[\da-fA-F]{40}(?![A-Za-z0-9])/g },
  { entity: 'ABA_ROUTING_NUMBER', score: 0.5, pattern: /(?<![\w-])[0-36-8]\d{3}-?\d{4}-?\d(?![\w-])/g, isValid: (text) => weighted(digitsOf(text), [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0, context: /routing|aba|bank|transit/i },
  { entity: 'US_BANK_NUMBER', score: 0.05, pattern: /(?<![\w-])\d{8,17}(?![\w-])/g, context: /account|bank|checking|saving|debit/i },
];
