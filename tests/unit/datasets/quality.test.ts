import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnDetail } from '@/lib/datasets/core/column-detail';
import { codeColumn, findDependencies, findKeys } from '@/lib/datasets/core/find-dependencies';
import { observedFrequency } from '@/lib/datasets/core/observed-frequency';
import { gradeOf, gradeQuality } from '@/lib/datasets/core/quality/grade-quality';
import { publicQuality } from '@/lib/datasets/core/quality/public-quality';
import type { QualityFacts } from '@/lib/datasets/core/quality/quality-checks';
import { dateForm, semanticType } from '@/lib/datasets/core/semantic-type';
import { qualityDimensions, type ColumnDetail, type ColumnProfile, type TableProfile } from '@/lib/datasets/schema';

const detail = (some: Partial<ColumnDetail> = {}): ColumnDetail => ({ semantic: null, tails: null, topValues: [], isTopEstimated: false, lengths: null, spanDays: null, nonFiniteCount: 0, blankCount: 0, placeholderCount: 0, paddedCount: 0, forms: [], ...some });
const column = (name: string, some: Partial<ColumnProfile> = {}): ColumnProfile => ({ name, type: 'VARCHAR', kind: 'text', nullCount: 0, distinctCount: 900, isDistinctExact: true, min: 'a', max: 'z', mean: null, stddev: null, quartiles: null, histogram: { kind: 'none' }, detail: detail(), ...some });
const table = (some: Partial<TableProfile> = {}): TableProfile => ({ sampledRows: 1000, isSampled: false, incompleteRows: 0, exactDuplicates: 0, nearDuplicates: 0, keys: [{ columns: ['name'], isExact: true }], dependencies: [], frequency: { column: 'day', observed: 'daily', gapDays: 1, newest: '2026-11-24' }, ...some });
const facts = (some: Partial<QualityFacts> = {}): QualityFacts => ({
  rowCount: 1000, columns: [column('name'), column('day', { type: 'DATE', kind: 'date', min: '2026-01-01', max: '2026-11-24' })], table: table(), rules: [], declaredFrequency: null, uploadedAt: '2026-11-25T00:00:00Z', at: '2026-11-25T00:00:00Z',
  dictionary: [{ name: 'name', description: 'Whom the row is about', unit: '' }, { name: 'day', description: 'When it was counted', unit: '' }],
  listing: { title: 'Names', subtitle: '', description: 'x'.repeat(100), sourceName: 'Office', sourceUrl: 'https://example.org' }, ...some,
});
const scoreOf = (given: QualityFacts, dimension: string) => gradeQuality(given).dimensions.find((one) => one.dimension === dimension)?.score ?? Number.NaN;

describe('gradeQuality', () => {
  it('names all nine dimensions, each from 0 to 1, whatever the figures', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1e9 }), fc.nat(2e9), fc.nat(2e9), fc.nat(2e9), (rowCount, nullCount, exactDuplicates, nonFiniteCount) => {
      const quality = gradeQuality(facts({ rowCount, columns: [column('a', { nullCount, detail: detail({ nonFiniteCount }) })], table: table({ exactDuplicates }), listing: null }));
      expect(quality.dimensions.map(({ dimension }) => dimension)).toEqual(qualityDimensions);
      for (const { score } of quality.dimensions) { expect(score).toBeGreaterThanOrEqual(0); expect(score).toBeLessThanOrEqual(1); }
      expect(quality.score).toBeGreaterThanOrEqual(0.05);
      expect(quality.score).toBeLessThanOrEqual(1);
    }));
  });

  it('gives a full, fresh, described table of a thousand rows an A, and the same table of one row less', () => {
    expect(gradeQuality(facts()).grade).toBe('A');
    expect(gradeQuality(facts({ rowCount: 1 })).score).toBeLessThan(gradeQuality(facts()).score);
    // (1 x 1 + 10 / 2) / (1 + 10), the published shrinking.
    expect(scoreOf(facts({ rowCount: 1, table: table() }), 'uniqueness')).toBeCloseTo(6 / 11, 12);
  });

  it.each<[what: string, worse: Partial<QualityFacts>, dimension: string, score: number]>([
    ['half of a column missing', { columns: [column('name', { nullCount: 500 }), column('other')] }, 'completeness', (3 * 0.75 + 0.5 * 1) / 3.5],
    ['a fifth of the rows copied', { table: table({ exactDuplicates: 200 }) }, 'uniqueness', (3 * 0.8 + 1) / 4],
    ['a tenth of the numbers not finite', { columns: [column('name', { type: 'DOUBLE', kind: 'number', detail: detail({ nonFiniteCount: 100 }) })] }, 'accuracy', (2 * 0.9 + 2) / 4],
    ['one column of two constant', { columns: [column('name'), column('one', { kind: 'constant' })] }, 'precision', (0.5 + 1) / 2],
  ])('%s shows where it belongs', (_, worse, dimension, mean) => {
    expect(scoreOf(facts(worse), dimension)).toBeCloseTo((mean * 1000 + 5) / 1010, 10);
    expect(gradeQuality(facts(worse)).score).toBeLessThan(gradeQuality(facts()).score);
  });

  it('halves currentness for every four times the time that new data is due, after twice of it', () => {
    const at = (newest: string) => scoreOf(facts({ declaredFrequency: 'weekly', table: table({ frequency: { column: 'day', observed: 'daily', gapDays: 1, newest } }) }), 'currentness');
    expect(at('2026-11-11')).toBe(1);
    expect(at('2026-10-14')).toBeCloseTo(0.5, 12);
    expect(at('2026-09-16')).toBeCloseTo(0.25, 12);
    expect(gradeQuality(facts({ declaredFrequency: 'once' })).dimensions.find(({ dimension }) => dimension === 'currentness')).toMatchObject({ isMeasured: false });
  });

  it('calls nothing overdue that nobody promised, and says what is known', () => {
    const finished = { column: 'day', observed: 'daily' as const, gapDays: 1, newest: '2015-12-31' };
    const currentness = (some: Partial<QualityFacts>) => gradeQuality(facts({ table: table({ frequency: finished }), ...some })).dimensions.find(({ dimension }) => dimension === 'currentness');
    expect(currentness({})).toMatchObject({ isMeasured: false, checks: [{ code: 'newest-date', failing: 0, newest: '2015-12-31', columns: [{ name: 'day' }] }] });
    expect(gradeQuality(facts({ table: table({ frequency: finished }) })).score).toBe(gradeQuality(facts({ table: table({ frequency: null }) })).score);
    // Declared, or still running when it came: a rhythm, and days that are late.
    expect(currentness({ declaredFrequency: 'daily' })).toMatchObject({ isMeasured: true, checks: [{ code: 'age' }] });
    const running = (at: string) => currentness({ uploadedAt: '2016-01-01T00:00:00Z', at })?.score ?? Number.NaN;
    const scores = ['2016-01-01T00:00:00Z', '2016-01-03T00:00:00Z', '2016-01-06T00:00:00Z', '2016-02-01T00:00:00Z'].map(running);
    expect(scores[0]).toBe(1);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(scores.at(-1)).toBeLessThan(0.1);
  });

  it('says how far a score is held back where few rows tell, and nothing where it is raised', () => {
    const of = (some: Partial<QualityFacts>) => gradeQuality(facts(some)).dimensions.find(({ dimension }) => dimension === 'completeness');
    expect(of({ rowCount: 182, columns: [column('name')] })).toMatchObject({ heldBack: { rows: 182, from: 1 } });
    expect(of({ rowCount: 182, columns: [column('name', { nullCount: 182 })], table: table({ incompleteRows: 182 }) })).not.toHaveProperty('heldBack');
  });

  it('counts a broken rule against accuracy and credibility', () => {
    const rules = [{ id: 'r', rule: { kind: 'not-null' as const, column: 'name' }, failing: 100, outOf: 1000, fault: null }];
    expect(scoreOf(facts({ rules }), 'accuracy')).toBeLessThan(scoreOf(facts(), 'accuracy'));
    expect(scoreOf(facts({ rules }), 'credibility')).toBeLessThan(scoreOf(facts({ rules: rules.map((rule) => ({ ...rule, failing: 0 })) }), 'credibility'));
  });

  it.each([[1, 'A'], [0.9, 'A'], [0.899, 'B'], [0.8, 'B'], [0.7, 'C'], [0.6, 'D'], [0.599, 'E'], [0, 'E']])('%d is a %s', (score, grade) => {
    expect(gradeOf(score)).toBe(grade);
  });
});

describe('publicQuality', () => {
  const view = { quality: gradeQuality(facts({ columns: [column('secret', { nullCount: 9 }), column('name', { nullCount: 3 })] })), gradedAt: '', history: [], table: table({ keys: [{ columns: ['secret'], isExact: true }], dependencies: [{ from: 'secret', to: 'name', violations: 1, isExact: true, isMutual: false }] }), rules: [{ id: 'r', rule: { kind: 'not-null' as const, column: 'secret' }, failing: 9, outOf: 1000, fault: null }], declaredFrequency: null, isWithheld: false };

  it('names no hidden column anywhere', () => {
    expect(JSON.stringify(publicQuality(view, { visible: new Set(['name', 'day']), isWithheld: false }))).not.toContain('secret');
  });

  it('tells no count where rows are about people', () => {
    const shown = publicQuality(view, { visible: new Set(['name', 'secret', 'day']), isWithheld: true });
    for (const { checks } of shown.quality.dimensions) for (const check of checks) expect(check).toMatchObject({ failing: 0, outOf: 0, columns: [] });
  });
});

describe('semanticType', () => {
  const of = (name: string, values: string[], type = 'VARCHAR') => semanticType({ name, type, values, isUnique: true, min: Math.min(...values.map(Number)), max: Math.max(...values.map(Number)) })?.type ?? null;
  it.each<[string, string[], string, string | null]>([
    ['mail', ['a@b.org', 'c.d@e.co.uk'], 'VARCHAR', 'email'], ['site', ['https://a.org/x', 'http://b.de'], 'VARCHAR', 'url'], ['host', ['10.0.0.1', '192.168.1.77'], 'VARCHAR', 'ip'],
    ['phone', ['+49 30 1234567', '(020) 7946-0958'], 'VARCHAR', 'phone'], ['number', ['12345678', '99'], 'VARCHAR', 'number-as-text'], ['country', ['DE', 'FR'], 'VARCHAR', 'country'], ['where', ['Germany', '中国'], 'VARCHAR', 'country'],
    ['iban', ['DE89370400440532013000', 'GB82WEST12345698765432'], 'VARCHAR', 'iban'], ['code', ['EUR', 'USD'], 'VARCHAR', 'currency'], ['lat', ['52.5', '-33.1'], 'DOUBLE', 'latitude'], ['flat', ['52.5', '33.1'], 'DOUBLE', null],
    ['when', ['31.01.2024', '01.02.2024'], 'VARCHAR', 'date'], ['zip', ['10115', '80331'], 'VARCHAR', 'postcode'], ['year', ['1999', '2024'], 'BIGINT', 'year'], ['colour', ['#ff0000', '#0af'], 'VARCHAR', 'colour'],
    ['doc', ['{"a":1}', '[1,2]'], 'VARCHAR', 'json'], ['share', ['12%', '4.5 %'], 'VARCHAR', 'percentage'], ['text', ['hello there', 'so it is'], 'VARCHAR', null], ['orderId', ['AB-1', 'AB-2'], 'VARCHAR', 'identifier'],
  ])('%s of %j (%s) is %s', (name, values, type, meaning) => {
    expect(of(name, values, type)).toBe(meaning);
  });

  it.each([['2024-01-31', 'YYYY-MM-DD'], ['31/01/2024', 'DD/MM/YYYY'], ['01/31/2024', 'MM/DD/YYYY'], ['31.01.2024', 'DD.MM.YYYY'], ['01/02/2024', '##/##/YYYY'], ['2024年1月31日', 'YYYY年MM月DD日'], ['20240131', 'YYYYMMDD'], ['99/99/2024', null], ['1-2-3', null]])('%s is written %s', (text, form) => {
    expect(dateForm(text)).toBe(form);
  });

  it('tells dates of four forms in one column apart', () => {
    const values = ['2024-01-31', '2024-02-20', '31/01/2024', '01/31/2024', '31.01.2024'];
    const { forms, semantic } = columnDetail({ name: 'day', type: 'VARCHAR', kind: 'text', presentCount: 5, distinctCount: 5, low: null, high: null, tails: null, lengths: null, nonFiniteCount: 0, blankCount: 0, placeholderCount: 0, paddedCount: 0 }, { values, isWhole: true, histogram: { kind: 'none' } });
    expect(forms.map(({ form }) => form).toSorted()).toEqual(['DD.MM.YYYY', 'DD/MM/YYYY', 'MM/DD/YYYY', 'YYYY-MM-DD']);
    expect(semantic?.type).toBe('date');
  });
});

describe('keys and dependencies', () => {
  const rows = Array.from({ length: 200 }, (_, index) => ({ id: String(index), zip: String(index % 20), city: ['Rome', 'Bonn', 'Oslo', 'Lyon'][index % 4] ?? '', noise: String((index * 7919) % 13) }));
  const coded = (names: readonly (keyof (typeof rows)[number])[], of = rows) => names.map((name) => codeColumn(name, of.map((row) => row[name])));

  it('finds that a code decides a city, and nothing about noise', () => {
    expect(findDependencies(coded(['id', 'zip', 'city', 'noise']))).toEqual([{ from: 'zip', to: 'city', violations: 0, isMutual: false }]);
  });

  it('counts the rows that break it', () => {
    const broken = rows.map((row, index) => (index === 40 ? { ...row, city: 'Bonn' } : row));
    expect(findDependencies(coded(['zip', 'city'], broken))).toMatchObject([{ violations: 1 }]);
  });

  it('agrees with comparing every pair of rows', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 30 }), (tuples) => {
      const columns = [0, 1, 2].map((place) => codeColumn(String(place), tuples.map((row) => String(row[place]))));
      for (const key of findKeys(columns, { maxKeys: 5 })) {
        const seen = new Set(tuples.map((row) => key.map((name) => row[Number(name)]).join(' ')));
        expect(seen.size).toBe(tuples.length);
      }
    }));
  });

  it('names the narrowest key', () => {
    expect(findKeys(coded(['city', 'id', 'zip']), { maxKeys: 5 })).toEqual([['id']]);
    const pairs = Array.from({ length: 60 }, (_, index) => [String(index % 6), String(Math.floor(index / 6))]);
    expect(findKeys([0, 1].map((place) => codeColumn(String(place), pairs.map((row) => row[place] ?? ''))), { maxKeys: 5 }).map((key) => key.toSorted())).toEqual([['0', '1']]);
  });
});

describe('observedFrequency', () => {
  it.each<[string, number[], number, string]>([['days', [1, 2, 3, 4, 8], 1, 'daily'], ['days with many moments', [1, 2, 3], 50, 'continuous'], ['weeks', [0, 7, 14, 21], 1, 'weekly'], ['months', [0, 31, 59, 90], 1, 'monthly'], ['years', [0, 365, 730], 1, 'yearly'], ['one day', [5], 1, 'once'], ['now and then', [0, 50, 63, 200], 1, 'irregular']])('%s', (_, days, perDay, observed) => {
    expect(observedFrequency(days, perDay).observed).toBe(observed);
  });
});
