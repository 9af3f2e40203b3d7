import { quote } from './sql-text';

/** What may be odd about a text, each a bit: several may hold at once. */
const [blank, placeholder, formula, padded] = [1, 2, 4, 8];

/** Words that say that nothing is known, in lower case. */
export const placeholders = ['n/a', 'na', '#n/a', 'nan', 'null', 'none', 'nil', 'undefined', 'unknown', 'missing', 'not available', 'tbd', 'todo', 'xxx', '-', '--', '?', '??', '.', '无', '未知', '暂无', '不详'];
const longestPlaceholder = Math.max(...placeholders.map((word) => Buffer.byteLength(word)));

/** What a formula begins with: = + - @, tab, return, and the full-width forms of the first four (CSV injection, OWASP). */
export const formulaStarts = [61, 43, 45, 64, 9, 13, 65_309, 65_291, 65_293, 65_312];

/**
 * Where the first character of a text, its bit of case set, lies in one of these, nothing can be odd about the text but a space at its end: most letters that no placeholder begins with,
 * digits, most of the world's other letters. Nearly all texts begin so, and one look at one character is an eighth of the work of all questions.
 */
export const plainStarts = [[97, 108], [111, 115], [48, 57], [160, 19_967], [26_432, 65_279]] as const;
export const caseBit = 32;

/**
 * SQL of the bits that hold of a text, null where none does: what is to be counted is then one histogram of small numbers. `name`: of a text column, quoted.
 * Blank is empty or nothing but spaces; padded has spaces around something.
 */
export function oddness(name: string): string {
  const first = `unicode(${name})`;
  const isPlain = plainStarts.map(([from, to]) => `${first} | ${caseBit} between ${from} and ${to}`).join(' or ');
  const outer = `(starts_with(${name}, ' ') or ends_with(${name}, ' '))`;
  const bits = [
    `case when strlen(${name}) = 0 then ${blank} when ${outer} then case when trim(${name}) = '' then ${blank} else ${padded} end else 0 end`,
    // A case, because a conjunction is worked out for every row: most values are too long to be looked at.
    `case when strlen(${name}) <= ${longestPlaceholder} then case when lower(${name}) in (${placeholders.map(quote).join(', ')}) then ${placeholder} else 0 end else 0 end`,
    // "-5" is a number.
    `case when ${first} in (${formulaStarts.join(', ')}) then case when try_cast(${name} as double) is null then ${formula} else 0 end else 0 end`,
  ];
  return `case when ${isPlain} then case when ends_with(${name}, ' ') then ${padded} end when ${name} is not null then nullif(${bits.join(' + ')}, 0) end`;
}

/** How many texts each bit holds of, from the histogram of them. */
export function countOdd(histogram: unknown): { readonly blankCount: number; readonly placeholderCount: number; readonly formulaCount: number; readonly paddedCount: number } {
  const counts = typeof histogram === 'string' ? Object.entries(JSON.parse(histogram) as Record<string, number> | null ?? {}) : [];
  const of = (bit: number) => counts.reduce((sum, [bits, count]) => sum + ((Number(bits) & bit) === 0 ? 0 : count), 0);
  return { blankCount: of(blank), placeholderCount: of(placeholder), formulaCount: of(formula), paddedCount: of(padded) };
}
