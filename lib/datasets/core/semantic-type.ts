import type { SemanticType } from '../schema';
import { countryNames, currencyCodes, languageCodes } from './known-codes';

type Facts = {
  readonly name: string;
  readonly type: string;
  /** Distinct values that a sample has, as text, without blanks. */
  readonly values: readonly string[];
  readonly isUnique: boolean;
  readonly min: number | null;
  readonly max: number | null;
};

/** The share of sampled values that has to agree before a column is said to hold something. */
const agreeing = 0.8;

const number = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|INTEGER|FLOAT|DOUBLE|DECIMAL.*)$/;
const words = (name: string) => name.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase().replaceAll(/[^\p{L}\p{N}%]+/gu, '_');
const named = (pattern: RegExp) => (name: string) => pattern.test(words(name));

/** By what values look like, the most particular first. */
const ofText: readonly (readonly [SemanticType, (value: string) => boolean])[] = [
  ['email', (value) => /^[^\s@<>"]+@[^\s@.<>"]+(\.[^\s@.<>"]+)+$/u.test(value)],
  ['uuid', (value) => /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i.test(value)],
  ['url', (value) => /^(https?|ftp):\/\/[^\s/?#]+\.?[^\s]*$/i.test(value) || /^www\.[^\s]+\.[a-z]{2,}/i.test(value)],
  ['ip', (value) => /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}(\/\d+)?$/.test(value) || /^[\da-f]{0,4}(:[\da-f]{0,4}){2,7}$/i.test(value)],
  ['iban', (value) => /^[A-Z]{2}\d{2}[A-Z\d ]{11,36}$/.test(value) && hasIbanDigits(value)],
  ['colour', (value) => /^#([\da-f]{3}|[\da-f]{6}|[\da-f]{8})$/i.test(value)],
  ['coordinate', (value) => /^(POINT *)?\(?-?\d{1,3}\.\d+[ ,;]+-?\d{1,3}\.\d+\)?$/i.test(value)],
  ['json', (value) => /^[{[].*[}\]]$/s.test(value) && isJson(value)],
  ['moment', (value) => /^\d{4}[-/]\d{1,2}[-/]\d{1,2}[ T]\d{1,2}:\d{2}/.test(value)],
  ['date', (value) => dateForm(value) !== null],
  ['time', (value) => /^\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[ap]m)?$/i.test(value)],
  ['duration', (value) => /^(P(\d+[YMWD])*(T(\d+[HMS])*)?|\d+ (second|minute|hour|day|week|month|year)s?.*)$/.test(value) && value !== 'P'],
  ['percentage', (value) => /^[+-]?\d+([.,]\d+)? ?%$/.test(value)],
  ['money', (value) => /^([A-Z]{3}|[$€£¥₹₽]|US\$|R\$) ?-?[\d.,]+$|^-?[\d.,]+ ?([$€£¥₹₽元]|[A-Z]{3})$/.test(value)],
  ['number-as-text', (value) => /^[+-]?(\d+|\d{1,3}([.,'’ \u00a0\u202f\u2009]\d{2,3})*[.,'’ \u00a0\u202f\u2009]\d{3})([.,]\d+)?$/.test(value) && !/^0\d/.test(value)],
  ['currency', (value) => currencyCodes.has(value)],
  ['country', (value) => countryNames.has(value.toLowerCase())],
];

/** What only a name and the look of values together can tell. */
const ofNameAndText: readonly (readonly [SemanticType, (name: string) => boolean, (value: string) => boolean])[] = [
  ['phone', named(/(^|_)(phone|tel|telephone|mobile|fax|cell)(_|$|number|no)|电话|手机/), (value) => /^\+?[\d ()./-]{6,22}$/.test(value)],
  ['payment-card', named(/(^|_)(card|pan|credit_card)(_|$)|卡号/), (value) => /^[\d -]{12,23}$/.test(value)],
  ['postcode', named(/(^|_)(zip|zipcode|zip_code|postcode|postal_code|post_code|plz)(_|$)|邮编/), (value) => /^[A-Z\d][A-Z\d -]{2,9}$/i.test(value)],
  ['language', named(/(^|_)(lang|language|locale)(_|$)|语言/), (value) => languageCodes.has(value.toLowerCase().split(/[-_]/)[0] ?? '')],
  ['country', named(/(^|_)(country|nation|iso2|iso3|iso_a[23])(_|$)|国家/), (value) => /^[A-Z]{2,3}$/.test(value) || countryNames.has(value.toLowerCase())],
  ['year', named(/(^|_)(year|yr)(_|$)|年份|年度/), (value) => /^(1[5-9]|20|21)\d{2}$/.test(value)],
];

const ofNumber: readonly (readonly [SemanticType, (name: string) => boolean, low: number, high: number])[] = [
  ['latitude', named(/(^|_)(lat|latitude)(_|$)|纬度/), -90, 90],
  ['longitude', named(/(^|_)(lon|lng|long|longitude)(_|$)|经度/), -180, 180],
  ['year', named(/(^|_)(year|yr)(_|$)|年份|年度/), 1500, 2199],
  ['percentage', named(/percent|(^|_)(pct|share|rate)(_|$)|%|率|占比/), 0, 100],
  ['money', named(/(^|_)(price|cost|amount|salary|revenue|income|fee|gross|sales|budget|usd|eur|cny|rmb)(_|$)|价格|金额|费用|收入|销售额/), -1e15, 1e15],
];

/** What the values of a column mean, or null: from its type, its name and what a sample of its values looks like. */
export function semanticType({ name, type, values, isUnique, min, max }: Facts): { readonly type: SemanticType; readonly share: number } | null {
  if (type === 'UUID') return { type: 'uuid', share: 1 };
  if (type === 'DATE') return { type: 'date', share: 1 };
  if (/^TIMESTAMP/.test(type)) return { type: 'moment', share: 1 };
  if (/^TIME/.test(type)) return { type: 'time', share: 1 };
  if (type === 'INTERVAL') return { type: 'duration', share: 1 };
  if (type === 'JSON') return { type: 'json', share: 1 };
  if (values.length === 0) return null;
  const byName = ofNameAndText.filter(([, fits]) => fits(name)).map(([found, , looks]) => ({ type: found, share: shareOf(values, looks) })).find(({ share }) => share >= agreeing);
  if (byName) return byName;
  if (number.test(type)) {
    const found = ofNumber.find(([, fits, low, high]) => fits(name) && min !== null && max !== null && min >= low && max <= high);
    if (found) return { type: found[0], share: 1 };
  } else if (type === 'VARCHAR') {
    for (const [found, looks] of ofText) {
      const share = shareOf(values, looks);
      if (share >= agreeing) return { type: found, share };
    }
  }
  return isUnique && named(/(^|_)(id|uuid|guid|key|code|no|number|sku|isbn|ean|编号|代码)(_|$)/)(name) ? { type: 'identifier', share: 1 } : null;
}

function shareOf(values: readonly string[], looks: (value: string) => boolean): number {
  return values.filter((value) => looks(value.trim())).length / values.length;
}

/** The order and marks of a written date, or null. Which of two numbers up to 12 is the month isn't told by one value. */
export function dateForm(value: string): string | null {
  const text = value.trim();
  const [, first, mark, second, third] = /^(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})$/.exec(text) ?? [];
  if (first !== undefined && mark !== undefined && second !== undefined && third !== undefined) {
    if (first.length === 4) return Number(second) <= 12 && Number(third) <= 31 ? `YYYY${mark}MM${mark}DD` : null;
    const year = third.length === 4 ? 'YYYY' : third.length === 2 ? 'YY' : null;
    const [a, b] = [Number(first), Number(second)];
    if (year === null || first.length > 2 || a < 1 || b < 1 || a > 31 || b > 31 || (a > 12 && b > 12)) return null;
    return a > 12 ? `DD${mark}MM${mark}${year}` : b > 12 ? `MM${mark}DD${mark}${year}` : `##${mark}##${mark}${year}`;
  }
  if (/^\d{1,2}[ -](jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ -]\d{2,4}$/i.test(text)) return 'DD MMM YYYY';
  if (/^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2},? \d{4}$/i.test(text)) return 'MMM DD YYYY';
  if (/^\d{4}年\d{1,2}月\d{1,2}日$/.test(text)) return 'YYYY年MM月DD日';
  return /^(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(text) ? 'YYYYMMDD' : null;
}

function isJson(value: string): boolean {
  try {
    return typeof JSON.parse(value) === 'object';
  } catch {
    return false;
  }
}

/** ISO 13616: the number modulo 97 is 1. */
function hasIbanDigits(value: string): boolean {
  const plain = value.replaceAll(' ', '');
  const digits = [...`${plain.slice(4)}${plain.slice(0, 4)}`].map((char) => String(Number.parseInt(char, 36))).join('');
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}
