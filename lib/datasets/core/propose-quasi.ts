import type { ColumnFinding } from '../schema';
import { needsAnswer } from './personal-data/column-scan';

export type QuasiProposal = { readonly column: string; readonly reason: 'name' | 'date'; readonly group: string };

/** What somebody else may know of a person, by how columns of it are called, in English and Chinese. */
const groups: readonly (readonly [string, RegExp])[] = [
  ['age', /(^|_)(age|years?_old)(_|$)|年龄/],
  ['sex', /(^|_)(sex|gender)(_|$)|性别/],
  ['birth', /birth|(^|_)(dob|yob)(_|$)|出生|生日/],
  ['place', /(^|_)(zip|zipcode|post(al)?_?code|postcode|city|town|county|district|state|province|region|country|address|street|neighbou?rhood)(_|$)|邮编|城市|省|市$|区$|县|地址|街道|国家|籍贯/],
  ['origin', /(^|_)(race|ethnic(ity)?|nationality|native_country|religion|language)(_|$)|民族|国籍|宗教|语言/],
  ['household', /(^|_)(marital(_status)?|marriage|children|household|family_size)(_|$)|婚姻|子女|家庭/],
  ['work', /(^|_)(occupation|profession|job(_title)?|employer|industry|workclass|education|degree|school|salary|salary_class|income)(_|$)|职业|职务|单位|行业|学历|学校|收入|工资/],
];

/** The fewest distinct values that narrow somebody down, and the share of rows above which a column names each row itself. */
const [fewest, identifierShare] = [2, 0.95];

type ColumnFacts = { readonly name: string; readonly kind: string; readonly distinctCount: number };

/** Groups that only rows about people have. */
const personal: ReadonlySet<string> = new Set(['age', 'sex', 'birth', 'household']);

/** Whether a table seems to be about people, by its findings and its columns. */
export function isAboutPeople(findings: readonly ColumnFinding[], proposals: readonly QuasiProposal[]): boolean {
  return findings.some(needsAnswer) || proposals.some((proposal) => personal.has(proposal.group));
}

/** Columns that together may single a person out: a proposal, for the seller to judge. */
export function proposeQuasi(columns: readonly ColumnFacts[], rowCount: number): QuasiProposal[] {
  return columns.flatMap(({ name, kind, distinctCount }): QuasiProposal[] => {
    const plain = name.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '_');
    const found = groups.find(([, pattern]) => pattern.test(plain));
    // A day of birth that is another in each row singles out all the same; a city that is looks like a list of cities.
    const namesRow = rowCount > 20 && distinctCount > identifierShare * rowCount && found?.[0] !== 'age' && found?.[0] !== 'birth';
    if (distinctCount < fewest || namesRow) return [];
    if (found) return [{ column: name, reason: 'name', group: found[0] }];
    return kind === 'date' ? [{ column: name, reason: 'date', group: 'date' }] : [];
  });
}
