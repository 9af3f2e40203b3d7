import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkArchive, type ArchiveEntry } from '@/lib/datasets/core/check-archive';
import { dayColumns, nameColumns, toRecord, trimSheet } from '@/lib/datasets/core/sheet-rows';

const limits = { maxArchiveFiles: 5, maxUnpackedBytes: 1_000 };
const entry = (name: string, more: Partial<ArchiveEntry> = {}): ArchiveEntry => ({ name, unpackedBytes: 10, isFolder: false, isLink: false, isEncrypted: false, ...more });
const codeOf = (...entries: ArchiveEntry[]) => {
  const result = checkArchive(entries, limits);
  return result.ok ? result.value.map(({ name }) => name) : result.refusal.code;
};

describe('an archive', () => {
  it.each([
    ['tables in the order of their names', [entry('b.csv'), entry('a.csv')], ['a.csv', 'b.csv']],
    ['folders, leftovers of file managers and words beside the tables', [entry('d/', { isFolder: true }), entry('d/a.csv'), entry('__MACOSX/d/._a.csv'), entry('d/.DS_Store'), entry('README.md'), entry('d/LICENSE')], ['d/a.csv']],
    ['a README too large to be only words', [entry('a.csv'), entry('readme.md', { unpackedBytes: 300_000 })], 'file-unpacks-too-large'],
    ['leftovers too large to be any', [entry('a.csv'), entry('__MACOSX/b.csv', { unpackedBytes: 300_000 })], 'file-unpacks-too-large'],
    ['a table that calls itself README', [entry('a.csv'), entry('README.csv')], ['README.csv', 'a.csv']],
    ['two files of one name', [entry('a.csv'), entry('a.csv')], 'archive-damaged'],
    ['nothing', [], 'archive-no-table'],
    ['no table', [entry('README.md')], 'archive-no-table'],
    ['a path upwards', [entry('../a.csv')], 'archive-path-unsafe'],
    ['a path upwards in the middle', [entry('a/../../b.csv')], 'archive-path-unsafe'],
    ['an absolute path', [entry('/etc/a.csv')], 'archive-path-unsafe'],
    ['a drive', [entry('C:a.csv')], 'archive-path-unsafe'],
    ['backslashes', [entry('..\\a.csv')], 'archive-path-unsafe'],
    ['a name with a zero byte', [entry('a\u0000.csv')], 'archive-path-unsafe'],
    ['a symbolic link', [entry('a.csv', { isLink: true })], 'archive-link'],
    ['an archive in it', [entry('a.csv'), entry('b.zip')], 'archive-nested'],
    ['a gzip in it', [entry('a.csv.gz')], 'archive-nested'],
    ['an encrypted table', [entry('a.csv', { isEncrypted: true })], 'archive-encrypted'],
    ['a picture', [entry('a.csv'), entry('b.png')], 'archive-not-a-table'],
    ['two formats', [entry('a.csv'), entry('b.json')], 'archive-formats-differ'],
    ['too many files', Array.from({ length: 6 }, (_, index) => entry(`${index}.csv`)), 'archive-too-many-files'],
    ['more than it may unpack to, in small parts', [entry('a.csv', { unpackedBytes: 600 }), entry('b.csv', { unpackedBytes: 600 })], 'file-unpacks-too-large'],
  ] as [string, ArchiveEntry[], string[] | string][])('with %s', (_, entries, expected) => {
    expect(codeOf(...entries)).toEqual(expected);
  });

  it('of any entries gets an answer, and no unsafe or unreadable entry is ever among the tables', () => {
    const name = fc.oneof(fc.string(), fc.constantFrom('a.csv', 'b.csv', 'c.json', '../x.csv', '/y.csv', 'README.md', 'z.zip'));
    fc.assert(fc.property(fc.array(fc.record({ name, unpackedBytes: fc.nat(500), isFolder: fc.boolean(), isLink: fc.boolean(), isEncrypted: fc.boolean() })), (entries) => {
      const result = checkArchive(entries, limits);
      if (result.ok) {
        expect(result.value.length).toBeGreaterThan(0);
        for (const table of result.value) {
          expect(table.name.split('/')).not.toContain('..');
          expect(entries.some((each) => each.name === table.name && !each.isLink && !each.isEncrypted && !each.isFolder)).toBe(true);
        }
      }
    }), { numRuns: 2_000 });
  });
});

describe('a worksheet', () => {
  it('is the filled part of it, without empty rows between', () => {
    expect(trimSheet([[null, null], ['a', 'b', null], [null, null, null], [1, null, ''], []])).toEqual([['a', 'b'], [1, null]]);
    expect(trimSheet([])).toEqual([]);
  });
  it('has a name for every column', () => {
    expect(nameColumns(['a ', null, 2024, new Date('2024-01-02T00:00:00Z')])).toEqual(['a', 'column1', '2024', '2024-01-02']);
  });
  it('keeps days as days, times as times, and invents neither', () => {
    const rows = [[new Date('2024-01-02T00:00:00Z'), new Date('2024-01-02T00:00:00Z')], [null, new Date('2024-01-02T12:30:00Z')]];
    const days = dayColumns(rows, 2);
    expect(days).toEqual([true, false]);
    expect(rows.map((row) => toRecord(row, ['d', 't'], days))).toEqual([{ d: '2024-01-02', t: '2024-01-02 00:00:00' }, { d: null, t: '2024-01-02 12:30:00' }]);
  });
  it('has empty cells for what is no value', () => {
    expect(toRecord([Number.NaN, Number.POSITIVE_INFINITY, '', new Date(Number.NaN), 0, false], ['a', 'b', 'c', 'd', 'e', 'f'], [])).toEqual({ a: null, b: null, c: null, d: null, e: 0, f: false });
  });
});
