import { verhoeff, weighted } from './check-digits';
import { digitsOf, isDay, plain, type Recogniser } from './recogniser';

const at = (digits: readonly number[], from: number, length: number): number => Number(digits.slice(from, from + length).join(''));

/** GB/T 2260: the provinces, Hong Kong, Macau and Taiwan; before them a nine on the cards of foreigners who stay. */
const provinces = /^9?(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/;

/** GB 11643-1999: weights 2^17 … 2^1 mod 11, the check character out of 10X98765432. */
function isChineseId(text: string): boolean {
  const code = plain(text);
  const digits = digitsOf(code.slice(0, 17));
  if (!provinces.test(code)) return false;
  const sum = weighted(digits, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]);
  return isDay(at(digits, 6, 4), at(digits, 10, 2), at(digits, 12, 2)) && '10X98765432'.charAt(sum % 11) === code.charAt(17);
}

/** GB 32100-2015: base 31, weights 3^i. */
function isCreditCode(text: string): boolean {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const values = Array.from(text.toUpperCase(), (character) => alphabet.indexOf(character));
  const sum = values.slice(0, 17).reduce((total, value, index) => total + value * (3 ** index % 31), 0);
  return !values.includes(-1) && (31 - (sum % 31)) % 31 === values[17];
}

function isKoreanBirth(text: string): boolean {
  const digits = digitsOf(text);
  return isDay(at(digits, 0, 2), at(digits, 2, 2), at(digits, 4, 2));
}

function isKoreanBusiness(text: string): boolean {
  const digits = digitsOf(text);
  return (10 - ((weighted(digits, [1, 3, 7, 1, 3, 7, 1, 3, 5]) + Math.floor(((digits[8] ?? 0) * 5) / 10)) % 10)) % 10 === digits[9];
}

function isThaiId(text: string): boolean {
  const digits = digitsOf(text);
  const province = at(digits, 1, 2);
  const isProvince = (province >= 10 && province <= 27) || (province >= 30 && province <= 58) || (province >= 60 && province <= 67) || (province >= 70 && province <= 77) || (province >= 80 && province <= 86) || (province >= 90 && province <= 96);
  return isProvince && (11 - (weighted(digits, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === digits[12];
}

export const asiaRecognisers: readonly Recogniser[] = [
  { entity: 'CN_RESIDENT_ID', score: 0.95, pattern: /(?<!\w)[1-9]\d{5}([ -]?)(?:18|19|20)\d{6}\1\d{3}[\dXx](?!\w)/g, isValid: isChineseId, context: /身份证|证件/ },
  { entity: 'CN_SOCIAL_CREDIT_CODE', score: 0.8, pattern: /(?<!\w)[159Y][1239]\d{6}[\dA-HJ-NPQRTUWXY]{10}(?!\w)/g, isValid: isCreditCode, context: /信用代码|税号/ },
  { entity: 'IN_AADHAAR', score: 0.7, pattern: /(?<!\w)[2-9]\d{3}[ :-]?\d{4}[ :-]?\d{4}(?!\w)/g, isValid: (text) => { const digits = digitsOf(text); return verhoeff(digits) && digits.join('') !== digits.toReversed().join(''); }, context: /aadhaar|uid/i },
  { entity: 'IN_GSTIN', score: 0.7, pattern: /(?<!\w)(?:0[1-9]|[12]\d|3[0-7])[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[\dA-Z](?!\w)/gi },
  { entity: 'IN_PAN', score: 0.7, pattern: /(?<!\w)[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z](?!\w)/gi, context: /pan\b/i },
  { entity: 'IN_PAN', score: 0.05, pattern: /(?<!\w)[A-Z]{1,5}\d{4}[A-Z]{1,5}(?!\w)/gi, isValid: (text) => text.length === 10, context: /pan\b/i },
  { entity: 'IN_PASSPORT', score: 0.2, pattern: /(?<!\w)[A-Z][1-9]\d{5}[1-9](?!\w)/gi, context: /passport/i },
  { entity: 'IN_VEHICLE_REGISTRATION', score: 0.4, pattern: /(?<!\w)(?:[A-Z]{2}[ -]?\d{1,2}[ -]?[A-Z]{1,3}[ -]?\d{4}|\d{2} ?BH ?\d{4} ?[A-HJ-NP-Z]{1,2}|[A-Z]{2}\d{4}|[A-Z]\d{4,5})(?!\w)/g, context: /vehicle|registration|plate/i },
  { entity: 'IN_VOTER', score: 0.3, pattern: /(?<!\w)[A-Z]{3}\d{7}(?!\w)/gi, context: /vot|epic/i },
  { entity: 'KR_BRN', score: 0.6, pattern: /(?<![\w-])\d{3}-?\d{2}-?\d{5}(?![\w-])/g, isValid: isKoreanBusiness, context: /사업자|business/i },
  { entity: 'KR_DRIVER_LICENSE', score: 0.3, pattern: /(?<![\w-])(?:1[1-9]|2[0-8])[- ]?\d{2}[- ]?\d{6}[- ]?\d{2}(?![\w-])/g, context: /운전|driver|licen/i },
  { entity: 'KR_FRN', score: 0.5, pattern: /(?<![\w-])\d{6}-?[5-8]\d{6}(?![\w-])/g, isValid: isKoreanBirth, context: /외국인|FRN|foreigner/i },
  { entity: 'KR_RRN', score: 0.6, pattern: /(?<![\w-])\d{6}-?[1-4]\d{6}(?![\w-])/g, isValid: isKoreanBirth, context: /주민|RRN|resident/i },
  { entity: 'KR_PASSPORT', score: 0.3, pattern: /(?<![A-Za-z\d-])[MSROD](?:\d{3}[A-Z]\d{4}|\d{8})(?![A-Za-z\d-])/gi, context: /여권|passport/i },
  { entity: 'PH_MOBILE_NUMBER', score: 0.6, pattern: /(?<![\w+])(?:\+63|0) ?\(?9\d{2}\)?[ -]?\d{3}[ -]?\d{4}(?!\w)/g },
  { entity: 'PH_TIN', score: 0.4, pattern: /(?<![\w-])(?:\d{3}-\d{3}-\d{3}(?:-\d{3,5})?|0\d{11})(?![\w-])/g, context: /TIN|BIR|tax/i },
  { entity: 'SG_NRIC_FIN', score: 0.4, pattern: /(?<!\w)[A-Z]\d{7}[A-Z](?!\w)/gi, context: /nric|fin\b/i },
  { entity: 'SG_UEN', score: 0.3, pattern: /(?<!\w)(?:\d{8}[A-Z]|(?:19|20)\d{7}[A-Z]|[RST]\d{2}[A-Z][A-Z\d]\d{4}[A-Z])(?!\w)/gi, context: /uen/i },
  { entity: 'TH_TNIN', score: 0.7, pattern: /(?<![\w-])[1-8](?:\d{12}|([ -])\d{4}\1\d{5}\1\d{2}\1\d)(?![\w-])/g, isValid: isThaiId, context: /thai|tnin|บัตร/i },
];

