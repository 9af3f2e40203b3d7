import type { ColumnFinding } from '../../schema';
import { harmless, valueRules, type Category } from './categories';
import { hintOfName, isPlainName, type NameHint } from './column-name';
import { maskExample } from './mask';
import { isGivenName, isPersonName } from './person-name';
import type { Recogniser } from './recogniser';
import { recognisers, scanFor, type Finding } from './scan-text';

/** Changes when the same bytes would be judged otherwise. */
export const scannerVersion = '4';

/** What the confidence in a finding is made of: the column's name, the surest value, and how many rows hold one. */
export const confidenceShares = { name: 0.3, value: 0.55, share: 0.3 } as const;

const exampleCount = 3;
/** Beyond this a cell is not read for names: it is prose, and read for what stands in prose. */
const longestName = 60;

/** `apartRows`: in which what was found is nothing else at the same time. */
type Tally = { rows: number; apartRows: number; values: number; readonly examples: string[]; score: number };

/** Reads one column value by value, each with how many rows hold it, and keeps counts and three masked examples, no value. */
export type ColumnScan = {
  readonly add: (value: string, rows: number) => void;
  /** What was found among `presentCount` filled cells. */
  readonly findings: (presentCount: number) => ColumnFinding[];
};

/** `isText`: of any other column only whole numbers of eight digits and more are worth reading as text. */
export function startColumnScan(name: string): ColumnScan {
  const hint = hintOfName(name);
  const wanted = recognisersFor(name, hint);
  const tallies = new Map<string, Tally>();
  const isNameColumn = hint?.entity === 'PERSON' || isPlainName(name);
  const count = (entity: string, value: string, { rows, score, isApart }: { readonly rows: number; readonly score: number; readonly isApart: boolean }): void => {
    const tally = tallies.get(entity) ?? { rows: 0, apartRows: 0, values: 0, examples: [], score: 0 };
    tally.rows += rows;
    if (isApart) tally.apartRows += rows;
    tally.values += 1;
    tally.score = Math.max(tally.score, score);
    if (tally.examples.length < exampleCount) tally.examples.push(maskExample(value));
    tallies.set(entity, tally);
  };
  return {
    add: (value, rows) => {
      const digits = countDigits(value);
      const active = wanted.filter((entry) => digits >= entry.minDigits && (!entry.needsAt || value.includes('@')));
      const seen = new Set<string>();
      if (value.length <= longestName && digits === 0 && (isPersonName(value) || (isNameColumn && hint?.entity === 'PERSON' && isGivenName(value)))) {
        seen.add('PERSON');
        count('PERSON', value, { rows, score: 0.6, isApart: true });
      }
      const firsts: Finding[] = [];
      for (const finding of active.length > 0 ? scanFor(value, active.map((entry) => entry.recogniser)) : []) {
        if (seen.has(finding.entity)) continue;
        seen.add(finding.entity);
        firsts.push(finding);
      }
      for (const finding of firsts) {
        const isApart = firsts.every((other) => other === finding || other.end <= finding.start || other.start >= finding.end);
        count(finding.entity, value.slice(finding.start, finding.end), { rows, score: finding.score, isApart });
      }
    },
    findings: (presentCount) => judge(name, hint, tallies, presentCount),
  };
}

type Entry = { readonly recogniser: Recogniser; readonly minDigits: number; readonly needsAt: boolean };

/** What is looked for everywhere, and what the name of the column speaks for: it is the context of all of its cells. */
function recognisersFor(name: string, hint: NameHint | null): Entry[] {
  const spoken = `${name} ${name.replaceAll(/[_-]+/g, ' ')}`;
  return recognisers.flatMap((recogniser): Entry[] => {
    if (harmless.has(recogniser.entity)) return [];
    const rule = valueRules.get(recogniser.entity);
    if (rule && recogniser.score >= 0.3) return [{ recogniser, minDigits: rule.minDigits, needsAt: recogniser.entity === 'EMAIL_ADDRESS' }];
    const isSpokenFor = recogniser.entity === hint?.entity || recogniser.context?.test(spoken) === true;
    return isSpokenFor ? [{ recogniser, minDigits: 4, needsAt: false }] : [];
  });
}

function judge(name: string, hint: NameHint | null, tallies: ReadonlyMap<string, Tally>, presentCount: number): ColumnFinding[] {
  if (presentCount === 0) return [];
  const found = [...tallies].flatMap(([entity, tally]): ColumnFinding[] => {
    const rule = valueRules.get(entity);
    const share = tally.rows / presentCount;
    const isHinted = hint !== null && isSameKind(hint.entity, entity);
    const needed = isHinted ? Math.min(rule?.share ?? 0.3, 0.2) : (rule?.share ?? 0.8);
    // A single value on every row says little: "Jordan Lee" on all lines is a label. With its name for it, it counts.
    const isFlagged = share >= needed && (isHinted || tally.values > 1 || presentCount === 1 || rule?.isSure === true);
    if (!isFlagged && rule?.isSure !== true) return [];
    const confidence = round(Math.min(0.99, (isHinted ? confidenceShares.name : 0) + confidenceShares.value * tally.score + confidenceShares.share * Math.min(1, share / Math.max(needed, 1e-9)) + 0.1));
    return [{ column: name, entity, category: isHinted ? hint.category : (rule?.category ?? 'direct'), source: isHinted ? 'both' : 'value', count: tally.rows, share, confidence: isFlagged ? confidence : Math.min(confidence, 0.6), isFlagged, examples: tally.examples }];
  });
  const best = withoutLesser(found, (entity) => { const tally = tallies.get(entity); return tally !== undefined && tally.apartRows >= 0.5 * tally.rows; });
  if (hint === null || best.some((finding) => isSameKind(hint.entity, finding.entity))) return best;
  return [...best, { column: name, entity: hint.entity, category: hint.category, source: 'name', count: presentCount, share: 1, confidence: round(hint.confidence * 0.75), isFlagged: true, examples: [] }];
}

/**
 * One column of eleven digits may satisfy the check of several countries: of kinds that are found in the same digits, the one most cells are of is told. What stands beside it in the
 * same cell, a telephone after an address, is told too.
 */
function withoutLesser(findings: readonly ColumnFinding[], isApart: (entity: string) => boolean): ColumnFinding[] {
  const top = findings.filter((finding) => finding.category === 'direct').toSorted((a, b) => b.share - a.share || b.confidence - a.confidence)[0];
  return findings.filter((finding) => finding.category !== 'direct' || !top || finding === top || finding.share < 0.3 * top.share || finding.source === 'both' || isApart(finding.entity));
}

const families: readonly (readonly string[])[] = [
  ['NATIONAL_ID', 'CN_RESIDENT_ID', 'IT_FISCAL_CODE', 'FI_PERSONAL_IDENTITY_CODE', 'DE_SOCIAL_SECURITY', 'DE_TAX_ID', 'UK_NINO', 'US_SSN', 'US_ITIN', 'IN_AADHAAR', 'IN_PAN', 'PL_PESEL', 'SE_PERSONNUMMER', 'TR_NATIONAL_ID', 'TH_TNIN', 'ZA_ID_NUMBER', 'KR_RRN', 'KR_FRN', 'ES_NIF', 'ES_NIE', 'SG_NRIC_FIN', 'CA_SIN', 'NG_NIN', 'AU_TFN', 'PH_TIN', 'IT_IDENTITY_CARD', 'DE_ID_CARD', 'IN_VOTER'],
  ['PASSPORT', 'US_PASSPORT', 'UK_PASSPORT', 'DE_PASSPORT', 'ES_PASSPORT', 'IT_PASSPORT', 'IN_PASSPORT', 'KR_PASSPORT'],
  ['DRIVER_LICENSE', 'US_DRIVER_LICENSE', 'UK_DRIVING_LICENCE', 'IT_DRIVER_LICENSE', 'KR_DRIVER_LICENSE', 'DE_FUEHRERSCHEIN'],
  ['LICENSE_PLATE', 'DE_KFZ', 'TR_LICENSE_PLATE', 'UK_VEHICLE_REGISTRATION', 'IN_VEHICLE_REGISTRATION', 'NG_VEHICLE_REGISTRATION'],
  ['PHONE_NUMBER', 'PH_MOBILE_NUMBER', 'TR_PHONE_NUMBER'],
  ['BANK_ACCOUNT', 'US_BANK_NUMBER', 'IBAN_CODE'],
  ['MEDICAL_RECORD', 'UK_NHS', 'US_MBI', 'DE_HEALTH_INSURANCE', 'AU_MEDICARE', 'MEDICAL_LICENSE'],
  ['COORDINATES', 'LOCATION'],
];

function isSameKind(a: string, b: string): boolean {
  return a === b || families.some((family) => family.includes(a) && family.includes(b));
}

function countDigits(value: string): number {
  let digits = 0;
  for (let index = 0; index < value.length; index += 1) { const code = value.charCodeAt(index); if (code > 47 && code < 58) digits += 1; }
  return digits;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** A finding that says something about a person for certain, or about what the law calls special: the seller has to answer it. */
export function needsAnswer(finding: { readonly category: Category; readonly isFlagged: boolean }): boolean {
  return finding.isFlagged && finding.category !== 'quasi';
}
