import { icao, luhn, mod11And10, weighted } from './check-digits';
import { digitsOf, isDay, plain, type Recogniser } from './recogniser';

const at = (digits: readonly number[], from: number, length: number): number => Number(digits.slice(from, from + length).join(''));
const digitSum = (value: number): number => Math.floor(value / 10) + (value % 10);
const letterNumber = (letter: string): number => letter.toUpperCase().charCodeAt(0) - 64;
const dniLetters = 'TRWAGMYFPDXBNJZSQVHLCKE';
const hetuCharacters = '0123456789ABCDEFHJKLMNPRSTUVWXY';

function isKvnr(text: string): boolean {
  const code = plain(text);
  const letter = letterNumber(code.charAt(0));
  const digits = [Math.floor(letter / 10), letter % 10, ...digitsOf(code.slice(1, 9))];
  return digits.reduce((sum, digit, index) => sum + digitSum(digit * (index % 2 === 0 ? 1 : 2)), 0) % 10 === Number(code.charAt(9));
}

function isGermanPension(text: string): boolean {
  const code = plain(text);
  const digits = digitsOf(code.slice(0, 8));
  const day = at(digits, 2, 2);
  const letter = letterNumber(code.charAt(8));
  const all = [...digits, Math.floor(letter / 10), letter % 10, ...digitsOf(code.slice(9, 11))];
  const sum = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1].reduce((total, weight, index) => total + digitSum(weight * (all[index] ?? 0)), 0);
  return isDay(at(digits, 6, 2), at(digits, 4, 2), day > 50 ? day - 50 : day) && sum % 10 === Number(code.charAt(11));
}

function isGermanTaxId(text: string): boolean {
  const digits = digitsOf(text);
  const most = Math.max(...Array.from({ length: 10 }, (_, digit) => digits.slice(0, 10).filter((each) => each === digit).length));
  return most <= 3 && mod11And10(digits);
}

function isHetu(text: string): boolean {
  const code = plain(text.replace(/^(.{6})[-+]/, '$1_')).replace('_', '');
  const [number, check] = [code.replaceAll(/^(\d{6})[A-Y]?(\d{3}).$/g, '$1$2'), code.at(-1) ?? ''];
  const digits = digitsOf(code.slice(0, 6));
  return isDay(at(digits, 4, 2), at(digits, 2, 2), at(digits, 0, 2)) && hetuCharacters.charAt(Number(number) % 31) === check;
}

function isPesel(text: string): boolean {
  const digits = digitsOf(text);
  const month = at(digits, 2, 2) % 20;
  return isDay(at(digits, 0, 2), month, at(digits, 4, 2)) && (10 - (weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 === digits[10];
}

function isPersonnummer(text: string): boolean {
  const digits = digitsOf(text).slice(-10);
  const day = at(digits, 4, 2);
  return luhn(digits) && isDay(at(digits, 0, 2), at(digits, 2, 2), day > 60 ? day - 60 : day);
}

const odd: Readonly<Record<string, number>> = Object.fromEntries([...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((character, index) => [character, [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23][index] ?? 0]));

function isFiscalCode(text: string): boolean {
  const code = plain(text);
  const sum = [...code.slice(0, 15)].reduce((total, character, index) => total + (index % 2 === 0 ? (odd[character] ?? 0) : /\d/.test(character) ? Number(character) : letterNumber(character) - 1), 0);
  return String.fromCharCode(65 + (sum % 26)) === code.at(15);
}

function isNhs(text: string): boolean {
  const digits = digitsOf(text);
  const check = (11 - (weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return new Set(digits).size > 1 && check === digits[9];
}

export const europeRecognisers: readonly Recogniser[] = [
  { entity: 'DE_BSNR', score: 0.05, pattern: /(?<![\w-])\d{9}(?![\w-])/g, context: /BSNR|Betriebsst/i },
  { entity: 'DE_LANR', score: 0.3, pattern: /(?<![\w-])\d{9}(?![\w-])/g, isValid: (text) => { const digits = digitsOf(text); return (10 - (weighted(digits, [4, 9, 4, 9, 4, 9]) % 10)) % 10 === digits[6]; }, context: /LANR|Arzt/i },
  { entity: 'DE_FUEHRERSCHEIN', score: 0.4, pattern: /(?<!\w)[A-Z]{2}\d{8}[A-Z\d](?!\w)/gi, context: /F[uü]hrerschein/i },
  { entity: 'DE_HANDELSREGISTER', score: 0.6, pattern: /(?<!\w)HR[AB] ?\d{1,6}(?!\w)/g },
  { entity: 'DE_HEALTH_INSURANCE', score: 0.7, pattern: /(?<!\w)[A-Z]\d{9}(?!\w)/gi, isValid: isKvnr, context: /Krankenversicher|eGK|KVNR/i },
  { entity: 'DE_ID_CARD', score: 0.4, pattern: /(?<!\w)(?:T\d{8}|[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ\d]{7}\d)(?!\w)/gi, isValid: (text) => /^T\d{8}$/i.test(text) || icao(plain(text)), context: /Ausweis|id card/i },
  { entity: 'DE_PASSPORT', score: 0.4, pattern: /(?<!\w)[CFGHJK][CFGHJKLMNPRTVWXYZ\d]{7}\d(?!\w)/gi, isValid: (text) => icao(plain(text)), context: /Pass|passport/i },
  { entity: 'DE_KFZ', score: 0.4, pattern: /(?<![\w-])[A-ZÄÖÜ]{1,3}[- ][A-Z]{1,2}[- ]\d{1,4}[EH]?(?![\w-])/gi, context: /Kennzeichen|Auto|Fahrzeug/i },
  { entity: 'DE_PLZ', score: 0.1, pattern: /(?<![\w-])\d{5}(?![\w-])/g, isValid: (text) => Number(text) > 1_000 && Number(text) < 99_999, context: /PLZ|Postleitzahl/i },
  { entity: 'DE_SOCIAL_SECURITY', score: 0.8, pattern: /(?<!\w)\d{2} ?\d{6} ?[A-Z] ?\d{3}(?!\w)/gi, isValid: isGermanPension },
  { entity: 'DE_TAX_ID', score: 0.6, pattern: /(?<![\w+])[1-9]\d(?:\d{9}| \d{3} \d{3} \d{3})(?!\w)/g, isValid: isGermanTaxId, context: /Steuer|IdNr|tax/i },
  { entity: 'DE_TAX_NUMBER', score: 0.3, pattern: /(?<![\w/])(?:(?:0[1-9]|1[0-6])\d{11}|\d{2,3}\/\d{3,4}\/\d{4,5})(?![\w/])/g, context: /Steuer|St\.?-?Nr/i },
  { entity: 'DE_VAT_ID', score: 0.7, pattern: /(?<!\w)DE[ -]?\d{3}[ .-]?\d{3}[ .-]?\d{3}(?!\w)/gi, isValid: (text) => mod11And10(digitsOf(text)), context: /USt|VAT|Umsatzsteuer/i },
  { entity: 'ES_NIE', score: 0.7, pattern: /(?<!\w)[XYZ]-?\d{7}-?[A-Z](?!\w)/gi, isValid: (text) => { const code = plain(text); return dniLetters.charAt((Number('XYZ'.indexOf(code.charAt(0))) * 10_000_000 + Number(code.slice(1, 8))) % 23) === code.at(-1); } },
  { entity: 'ES_NIF', score: 0.7, pattern: /(?<!\w)\d{7,8}-?[A-Z](?!\w)/gi, isValid: (text) => { const code = plain(text); return dniLetters.charAt(Number(code.slice(0, -1)) % 23) === code.at(-1); } },
  { entity: 'ES_PASSPORT', score: 0.3, pattern: /(?<!\w)[A-Z]{3}\d{6}(?!\w)/gi, context: /pasaporte|passport/i },
  { entity: 'FI_PERSONAL_IDENTITY_CODE', score: 0.8, pattern: /(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[-+A-FU-Y]\d{3}[\dA-FHJ-NPR-Y](?!\w)/g, isValid: isHetu },
  { entity: 'IT_DRIVER_LICENSE', score: 0.4, pattern: /(?<!\w)(?:[A-Z]{2}\d{7}[A-Z]|U1[BCDFGHJ-NPR-TUWXYZ\d]{7}[A-Z])(?!\w)/gi, context: /patente|licen[cs]e|guida/i },
  { entity: 'IT_FISCAL_CODE', score: 0.6, pattern: /(?<!\w)[A-Z]{6}[\dLMNP-V]{2}[A-EHLMPRST][\dLMNP-V]{2}[A-Z][\dLMNP-V]{3}[A-Z](?!\w)/gi, isSure: isFiscalCode },
  { entity: 'IT_IDENTITY_CARD', score: 0.2, pattern: /(?<!\w)(?:[A-Z]{2} ?\d{7}|\d{7}[A-Z]{2}|[A-Z]{2}\d{5}[A-Z]{2})(?!\w)/gi, context: /carta|identit/i },
  { entity: 'IT_PASSPORT', score: 0.2, pattern: /(?<!\w)[A-Z]{2}\d{7}(?!\w)/gi, context: /passaporto|passport/i },
  { entity: 'IT_VAT_CODE', score: 0.4, pattern: /(?<!\w)(?:IT ?)?\d{11}(?!\w)/g, isValid: (text) => /[1-9]/.test(text) && luhn(digitsOf(text)), context: /partita|iva|vat/i },
  { entity: 'PL_PESEL', score: 0.7, pattern: /(?<!\w)\d{11}(?!\w)/g, isValid: isPesel, context: /PESEL/i },
  { entity: 'SE_ORGANISATIONSNUMMER', score: 0.6, pattern: /(?<!\w)\d{2}[2-9]\d{3}-?\d{4}(?!\w)/g, isValid: (text) => luhn(digitsOf(text)), context: /org/i },
  { entity: 'SE_PERSONNUMMER', score: 0.7, pattern: /(?<!\d)(?:1[89]|20)?\d{6}[-+]?\d{4}(?!\w)/g, isValid: isPersonnummer, context: /person|pnr|swedish/i },
  { entity: 'TR_LICENSE_PLATE', score: 0.4, pattern: /(?<!\w)(?:0[1-9]|[1-7]\d|8[01])[ -]?[A-Z]{1,3}[ -]?\d{2,4}(?!\w)/g, context: /plaka|plate/i },
  { entity: 'TR_NATIONAL_ID', score: 0.8, pattern: /(?<!\w)[1-9]\d{10}(?!\w)/g, isValid: isTurkishId, context: /TCKN|kimlik|turkish/i },
  { entity: 'TR_PHONE_NUMBER', score: 0.4, pattern: /(?<![\w+]|\+\d{1,3}[ -]?)(?:\+90[- ]?|0[- ]?)?(?:[2-5]\d{2}|\(0?[2-5]\d{2}\))[- ]?\d{3}[- ]?\d{2}[- ]?\d{2}(?!\w)/g, context: /tel|cep|gsm|no/i },
  { entity: 'UK_NHS', score: 0.7, pattern: /(?<![\w-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w-])/g, isValid: isNhs, context: /NHS|health|patient/i },
  { entity: 'UK_NINO', score: 0.7, pattern: /(?<!\w)(?!BG|GB|NK|KN|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d{2}([ -]?)\d{2}\1\d{2}[ -]?[A-D](?!\w)/gi, context: /nino|national insurance/i },
  { entity: 'UK_PASSPORT', score: 0.2, pattern: /(?<!\w)[A-Z]{2}\d{7}(?!\w)/g, context: /passport/i },
  { entity: 'UK_POSTCODE', score: 0.4, pattern: /(?<!\w)(?:GIR ?0AA|(?:[A-PR-UWYZ]\d[\dA-HJKPSTUW]?|[A-PR-UWYZ][A-HK-Y]\d[\dABEHMNPRV-Y]?) ?\d[ABD-HJLNP-UW-Z]{2})(?!\w)/g, context: /postcode|address/i },
  { entity: 'UK_DRIVING_LICENCE', score: 0.8, pattern: /(?<!\w)[A-Z]{1,5}9{0,4}\d(?:[05][1-9]|[16][0-2])(?:0[1-9]|[12]\d|3[01])\d[A-Z9]{2}[A-Z\d]{3}(?!\w)/gi, isValid: (text) => text.length === 16 },
  { entity: 'UK_VEHICLE_REGISTRATION', score: 0.4, pattern: /(?<!\w)(?:[A-HJ-PR-Y]{2}(?:0[2-9]|[12]\d|5[1-9]|[67]\d) ?[A-HJ-PR-Z]{3}|[A-HJ-NPR-Y]\d{1,3} ?[A-HJ-PR-Y][A-Z]{2}|[A-HJ-PR-Y][A-Z]{2} ?\d{1,3}[A-HJ-NPR-Y])(?!\w)/gi, context: /vehicle|registration|plate|car/i },
];

function isTurkishId(text: string): boolean {
  const digits = digitsOf(text);
  const [oddSum, evenSum] = [weighted(digits, [1, 0, 1, 0, 1, 0, 1, 0, 1]), weighted(digits, [0, 1, 0, 1, 0, 1, 0, 1])];
  return (((oddSum * 7 - evenSum) % 10) + 10) % 10 === digits[9] && digits.slice(0, 10).reduce((sum, digit) => sum + digit, 0) % 10 === digits[10];
}
