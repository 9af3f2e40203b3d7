import { describedColumns, textAbout } from '../dictionary/described-columns';
import type { DictionaryEntry } from '../../dictionary/schema';
import type { ColumnDetail, ColumnProfile, QualityCheck, QualityDimension, RuleResult, TableProfile, UpdateFrequency } from '../../schema';

/** What a seller writes about a dataset; null while nothing is written. */
export type ListingFacts = { readonly title: string; readonly subtitle: string; readonly description: string; readonly sourceName: string; readonly sourceUrl: string };
export type QualityFacts = {
  readonly rowCount: number;
  readonly columns: readonly ColumnProfile[];
  readonly table: TableProfile;
  readonly rules: readonly RuleResult[];
  readonly listing: ListingFacts | null;
  /** What she says of columns. */
  readonly dictionary: readonly DictionaryEntry[];
  readonly declaredFrequency: UpdateFrequency | null;
  /** When it came, and when it is graded, as ISO text. */
  readonly uploadedAt: string;
  readonly at: string;
};

export type DimensionCheck = QualityCheck & { readonly dimension: QualityDimension };
type Found = Pick<QualityCheck, 'code' | 'unit' | 'outOf'> & { readonly dimension: QualityDimension; readonly columns?: QualityCheck['columns']; readonly failing?: number; readonly isEstimated?: boolean; readonly weight?: number; readonly score?: number; readonly newest?: string };

const shownColumns = 5;
const day = 86_400_000;

/** The share that passes, with the columns where most fail. */
function check({ columns = [], failing = columns.reduce((sum, column) => sum + column.failing, 0), outOf, isEstimated = false, weight = 1, score, ...rest }: Found): DimensionCheck {
  const bad = Math.min(failing, outOf);
  return {
    ...rest, failing: bad, outOf, isEstimated, weight, score: score ?? (outOf === 0 ? 1 : 1 - bad / outOf),
    columns: columns.filter((column) => column.failing > 0).toSorted((a, b) => b.failing - a.failing || (a.name < b.name ? -1 : 1)).slice(0, shownColumns),
  };
}

type Detailed = ColumnProfile & { readonly detail: ColumnDetail };
const present = (column: ColumnProfile, rowCount: number) => rowCount - column.nullCount;

/** What the bytes say. */
export function bytesChecks({ rowCount, columns, table, rules, declaredFrequency, uploadedAt, at }: QualityFacts): DimensionCheck[] {
  const cells = rowCount * columns.length;
  const detailed = columns.filter((column): column is Detailed => column.detail !== undefined);
  const perColumn = (failing: (column: Detailed) => number) => detailed.map((column) => ({ name: column.name, failing: Math.round(failing(column)) }));
  const text = detailed.filter((column) => column.type === 'VARCHAR');
  const filled = (some: readonly Detailed[]) => some.reduce((sum, column) => sum + present(column, rowCount), 0);
  const found: DimensionCheck[] = [
    check({ dimension: 'completeness', code: 'missing-cells', unit: 'cells', outOf: cells, weight: 3, columns: columns.map((column) => ({ name: column.name, failing: column.nullCount + (column.detail?.blankCount ?? 0) + (column.detail?.placeholderCount ?? 0) })) }),
    check({ dimension: 'completeness', code: 'incomplete-rows', unit: 'rows', failing: table.incompleteRows, outOf: rowCount, weight: 0.5 }),
    check({ dimension: 'uniqueness', code: 'exact-duplicates', unit: 'rows', failing: table.exactDuplicates, outOf: rowCount, weight: 3 }),
    check({ dimension: 'uniqueness', code: 'near-duplicates', unit: 'rows', failing: table.nearDuplicates, outOf: rowCount }),
    check({ dimension: 'accuracy', code: 'non-finite', unit: 'cells', outOf: filled(detailed), columns: perColumn((column) => column.detail.nonFiniteCount), weight: 2 }),
    check({ dimension: 'accuracy', code: 'unfitting-values', unit: 'cells', outOf: filled(detailed), isEstimated: table.isSampled, columns: perColumn((column) => (1 - (column.detail.semantic?.share ?? 1)) * present(column, rowCount)), weight: 2 }),
    check({ dimension: 'precision', code: 'constant-columns', unit: 'columns', outOf: columns.length, columns: columns.filter((column) => rowCount > 1 && (column.kind === 'constant' || column.kind === 'empty')).map(({ name }) => ({ name, failing: 1 })) }),
    check({ dimension: 'precision', code: 'text-numbers', unit: 'columns', outOf: columns.length, columns: text.filter(({ detail }) => isWrittenOut(detail)).map(({ name }) => ({ name, failing: 1 })) }),
    check({ dimension: 'credibility', code: 'sentinel-values', unit: 'cells', outOf: filled(detailed), isEstimated: detailed.some((column) => column.detail.isTopEstimated), columns: perColumn(sentinels) }),
  ];
  if (text.length > 0) {
    found.push(
      check({ dimension: 'consistency', code: 'mixed-forms', unit: 'cells', outOf: filled(text), isEstimated: table.isSampled, columns: text.map((column) => ({ name: column.name, failing: Math.round(strayShare(column.detail) * present(column, rowCount)) })), weight: 3 }),
      check({ dimension: 'consistency', code: 'padded-cells', unit: 'cells', outOf: filled(text), columns: text.map((column) => ({ name: column.name, failing: column.detail.paddedCount })) }),
    );
  }
  const scale = table.isSampled && table.sampledRows > 0 ? rowCount / table.sampledRows : 1;
  found.push(check({
    dimension: 'consistency', code: 'broken-dependencies', unit: 'rows', outOf: rowCount, isEstimated: table.isSampled,
    columns: table.dependencies.map(({ from, to, violations }) => ({ name: `${from} → ${to}`, failing: Math.round(violations * scale) })),
  }));
  const dates = detailed.filter((column) => column.kind === 'date');
  if (dates.length > 0) found.push(check({ dimension: 'accuracy', code: 'impossible-dates', unit: 'columns', outOf: dates.length, columns: dates.filter((column) => isImpossible(column, at)).map(({ name }) => ({ name, failing: 1 })) }));
  const checked = rules.filter((rule): rule is RuleResult & { failing: number } => rule.failing !== null);
  if (checked.length > 0) {
    const worst = Math.max(...checked.map((rule) => rule.failing));
    found.push(check({ dimension: 'accuracy', code: 'range-rules', unit: 'rows', failing: worst, outOf: rowCount, weight: 3, columns: checked.map(({ rule, failing }) => ({ name: rule.kind === 'unique' ? rule.columns.join(', ') : rule.column, failing })) }));
    found.push(check({ dimension: 'credibility', code: 'rules-kept', unit: 'rules', failing: checked.filter((rule) => rule.failing > 0).length, outOf: checked.length, weight: 2 }));
  }
  const age = ageCheck(table.frequency, { declared: declaredFrequency, uploadedAt, at });
  return age === null ? found : [...found, age];
}

/** Days after which new data is due. What comes once, never is. */
const dueDays: Readonly<Record<UpdateFrequency, number | null>> = { continuous: 1, daily: 1, weekly: 7, monthly: 31, quarterly: 92, yearly: 366, irregular: 366, once: null };

type Ageing = { readonly declared: UpdateFrequency | null; readonly uploadedAt: string; readonly at: string };

/**
 * Full within twice the time new data is due; then half for every four times more. Due is what the seller declares; undeclared, what the rows show, if they were still running when they came: a
 * table of 2012 to 2015 that came later is finished, and nobody promised more. Then the newest day is told and nothing counted (ISO/IEC 25012: the right age is one for a use).
 */
function ageCheck(frequency: TableProfile['frequency'], { declared, uploadedAt, at }: Ageing): DimensionCheck | null {
  const newest = frequency === null ? Number.NaN : Date.parse(frequency.newest.replace(' ', 'T') + (frequency.newest.length > 10 ? 'Z' : ''));
  if (frequency === null || declared === 'once' || !Number.isFinite(newest)) return null;
  const ageAt = (moment: string) => Math.max(0, Math.floor((Date.parse(moment) - newest) / day));
  const observed = frequency.observed === 'irregular' ? null : dueDays[frequency.observed];
  const due = declared === null ? (observed !== null && ageAt(uploadedAt) <= 2 * observed ? observed : null) : dueDays[declared];
  const age = ageAt(at);
  if (due === null) return check({ dimension: 'currentness', code: 'newest-date', unit: 'days', failing: 0, outOf: Math.max(age, 1), columns: [{ name: frequency.column, failing: Math.max(1, age) }], weight: 0, newest: frequency.newest.slice(0, 10) });
  const late = Math.max(0, age - 2 * due);
  return check({ dimension: 'currentness', code: 'age', unit: 'days', failing: late, outOf: Math.max(age, 1), columns: [{ name: frequency.column, failing: Math.max(1, age) }], score: 0.5 ** (late / (4 * due)) });
}

/** What the seller says, and what rows and columns offer to hold on to. */
export function listingChecks({ columns, table, rules, listing, dictionary }: QualityFacts): DimensionCheck[] {
  const fact = (dimension: QualityDimension, code: QualityCheck['code'], isThere: boolean, weight = 1) => check({ dimension, code, unit: 'facts', failing: isThere ? 0 : 1, outOf: 1, weight });
  const styles = new Map<string, number>();
  for (const { name } of columns) {
    const style = styleOf(name);
    if (style !== null) styles.set(style, (styles.get(style) ?? 0) + 1);
  }
  const styled = [...styles.values()].reduce((sum, count) => sum + count, 0);
  const found = [
    fact('traceability', 'row-key', table.keys.length > 0),
    fact('traceability', 'row-time', columns.some((column) => column.kind === 'date' || ['date', 'moment', 'year'].includes(column.detail?.semantic?.type ?? ''))),
    check({ dimension: 'understandability', code: 'telling-names', unit: 'columns', outOf: columns.length, columns: columns.filter(({ name }) => !isTelling(name)).map(({ name }) => ({ name, failing: 1 })), weight: 2 }),
    check({ dimension: 'understandability', code: 'naming-style', unit: 'columns', failing: styled - Math.max(0, ...styles.values()), outOf: Math.max(1, columns.length), weight: 0.5 }),
  ];
  if (listing === null) return found;
  const described = new Set(describedColumns(columns.map(({ name }) => name), { text: textAbout(listing), entries: dictionary }));
  return [
    ...found,
    fact('traceability', 'source-named', listing.sourceName.trim() !== ''),
    fact('traceability', 'source-linked', /^https?:\/\//.test(listing.sourceUrl)),
    fact('understandability', 'described', listing.description.trim().length >= 80),
    check({ dimension: 'understandability', code: 'columns-described', unit: 'columns', outOf: columns.length, columns: columns.filter(({ name }) => !described.has(name)).map(({ name }) => ({ name, failing: 1 })) }),
    fact('credibility', 'rules-declared', rules.length > 0, 0.5),
  ];
}

/** Numbers and dates that are kept as text because not every value is written alike. */
function isWrittenOut({ semantic, forms }: ColumnDetail): boolean {
  return semantic?.type === 'number-as-text' || semantic?.type === 'percentage' || semantic?.type === 'money' || forms.some(({ form, share }) => form !== 'text' && share >= 0.5);
}

function strayShare({ forms }: ColumnDetail): number {
  return forms.length < 2 ? 0 : 1 - (forms[0]?.share ?? 1);
}

/** Numbers that stand for "nothing", as far as they are among the most frequent values and lie far from the rest. */
function sentinels({ kind, detail, quartiles }: Detailed): number {
  if (kind === 'date') return detail.topValues.filter(({ value }) => /^(1900-01-0[01]|1970-01-01|1899-12-3[01]|9999-12-31|0001-01-01)/.test(value)).reduce((sum, { count }) => sum + count, 0);
  if (kind !== 'number' || quartiles === null) return 0;
  const [low, , high] = quartiles.map(Number);
  const spread = Math.max(1, Math.abs((high ?? 0) - (low ?? 0)));
  const isFar = (value: number) => value > (high ?? 0) + 5 * spread || value < (low ?? 0) - 5 * spread;
  return detail.topValues.filter(({ value }) => /^-?(9{3,}|99+\.?0*|1e\+?\d\d)$/.test(value.replace(/\.0+$/, '')) && isFar(Number(value))).reduce((sum, { count }) => sum + count, 0);
}

function isImpossible({ min, max }: ColumnProfile, at: string): boolean {
  const latest = `${Number(at.slice(0, 4)) + 5}`;
  return (min !== null && /^(0\d{3}|1[0-4]\d\d)-|\(BC\)|^-/.test(min)) || (max !== null && (/^\d{5,}-/.test(max) || (/^\d{4}-/.test(max) && max.slice(0, 4) > latest)));
}

function isTelling(name: string): boolean {
  const plain = name.trim();
  return !/^(unnamed|column|col|field|var|variable|feature|attr|f|c|v|x|列)?[_ :.-]*\d*$/i.test(plain) && !/^[a-z]\d*$/i.test(plain) && !/\p{Cc}/u.test(plain) && plain.length <= 80;
}

function styleOf(name: string): string | null {
  if (/^[a-z][a-z\d]*(_[a-z\d]+)+$/.test(name)) return 'snake';
  if (/^[a-z]+\d*([A-Z][a-z\d]*)+$/.test(name)) return 'camel';
  if (/^[A-Z][a-z\d]*([A-Z][a-z\d]*)+$/.test(name)) return 'pascal';
  if (/^[\p{L}\d]+([ ][\p{L}\d()%/]+)+$/u.test(name)) return 'words';
  if (/^[a-z\d]+(-[a-z\d]+)+$/.test(name)) return 'kebab';
  return /^[A-Z\d]+(_[A-Z\d]+)+$/.test(name) ? 'upper' : null;
}
