import { luhn, verhoeff, weighted } from './check-digits';
import { digitsOf, isDay, type Recogniser } from './recogniser';

function isAbn(text: string): boolean {
  const [first = 0, ...rest] = digitsOf(text);
  return first > 0 && weighted([first - 1, ...rest], [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) % 89 === 0;
}

function isSsn(text: string): boolean {
  const code = digitsOf(text).join('');
  // Never issued: SSA; and the two numbers printed in advertisements.
  return !/^(?:000|666|9)/.test(code) && code.slice(3, 5) !== '00' && code.slice(5) !== '0000' && !['078051120', '219099999', '123456789', '987654320'].includes(code) && new Set(code).size > 1 && new Set(text.replaceAll(/\d/g, '')).size <= 1;
}

function isDea(text: string): boolean {
  const digits = digitsOf(text.slice(-7));
  return (weighted(digits, [1, 0, 1, 0, 1, 0]) + 2 * weighted(digits, [0, 1, 0, 1, 0, 1])) % 10 === digits[6];
}

function isSouthAfrican(text: string): boolean {
  const digits = digitsOf(text);
  const part = (from: number): number => Number(digits.slice(from, from + 2).join(''));
  return isDay(part(0), part(2), part(4)) && luhn(digits);
}

/** The Americas, Africa and Oceania. */
export const restOfWorldRecognisers: readonly Recogniser[] = [
  { entity: 'AU_ABN', score: 0.7, pattern: /(?<!\w)\d{2} ?\d{3} ?\d{3} ?\d{3}(?!\w)/g, isValid: isAbn, context: /abn|business/i },
  { entity: 'AU_ACN', score: 0.5, pattern: /(?<!\w)\d{3} ?\d{3} ?\d{3}(?!\w)/g, isValid: (text) => { const digits = digitsOf(text); return (10 - (weighted(digits, [8, 7, 6, 5, 4, 3, 2, 1]) % 10)) % 10 === digits[8]; }, context: /acn|company/i },
  { entity: 'AU_MEDICARE', score: 0.6, pattern: /(?<!\w)[2-6]\d{3} ?\d{5} ?\d(?!\w)/g, isValid: (text) => { const digits = digitsOf(text); return weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === digits[8]; }, context: /medicare/i },
  { entity: 'AU_TFN', score: 0.5, pattern: /(?<!\w)\d{3} ?\d{3} ?\d{3}(?!\w)/g, isValid: (text) => weighted(digitsOf(text), [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0, context: /tfn|tax file/i },
  { entity: 'CA_SIN', score: 0.6, pattern: /(?<![\w-])[1-79]\d{2}([ -]?)\d{3}\1\d{3}(?![\w-])/g, isValid: (text) => { const digits = digitsOf(text); return luhn(digits) && new Set(digits).size > 1; }, context: /\bsin\b|\bnas\b|social insurance/i },
  { entity: 'MEDICAL_LICENSE', score: 0.6, pattern: /(?<!\w)[A-HJ-MPRSTUX][A-Z9]\d{7}(?!\w)/gi, isValid: isDea, context: /certificate|dea|medical/i },
  { entity: 'NG_NIN', score: 0.5, pattern: /(?<!\w)\d{11}(?!\w)/g, isValid: (text) => verhoeff(digitsOf(text)), context: /nin\b|national identification/i },
  { entity: 'NG_VEHICLE_REGISTRATION', score: 0.5, pattern: /(?<![\w-])[A-Z]{3}-?\d{3}[A-Z]{2}(?![\w-])/gi, context: /plate|vehicle/i },
  { entity: 'US_DRIVER_LICENSE', score: 0.1, pattern: /(?<!\w)(?:[A-Z]\d{3,14}|[A-Z]{2}\d{6,7}|\d{6,14}|\d{16})(?!\w)/g, context: /driver|licen[cs]e|permit|dl\b/i },
  { entity: 'US_ITIN', score: 0.6, pattern: /(?<![\w-])9\d{2}[- ]?(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])[- ]?\d{4}(?![\w-])/g, context: /itin|taxpayer|tax id/i },
  { entity: 'US_MBI', score: 0.7, pattern: /(?<![\w-])[1-9][AC-HJKMNP-RT-Y][\dAC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y][\dAC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}(?![\w-])/gi, context: /medicare|mbi/i },
  { entity: 'US_NPI', score: 0.6, pattern: /(?<![\w-])[12]\d{3}-?\d{3}-?\d{3}(?![\w-])/g, isValid: (text) => { const digits = digitsOf(text); return luhn([8, 0, 8, 4, 0, ...digits]) && new Set(digits).size > 2; }, context: /npi|provider/i },
  { entity: 'US_PASSPORT', score: 0.1, pattern: /(?<!\w)(?:\d{9}|[A-Z]\d{8})(?!\w)/g, context: /passport|travel/i },
  { entity: 'US_SSN', score: 0.5, pattern: /(?<![\w-])\d{3}([-. ]?)\d{2}\1\d{4}(?![\w-])/g, isValid: isSsn, context: /ssn|social security/i },
  { entity: 'ZA_ID_NUMBER', score: 0.8, pattern: /(?<!\w)\d{10}[0-2][89]\d(?!\w)/g, isValid: isSouthAfrican, context: /south african|id number/i },
];
