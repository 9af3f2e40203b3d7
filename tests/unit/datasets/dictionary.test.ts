import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describedColumns } from '@/lib/datasets/core/dictionary/described-columns';
import { maxEntries, mergeEntries } from '@/lib/datasets/core/dictionary/merge-entries';
import { readDictionaryText } from '@/lib/datasets/core/dictionary/read-dictionary-text';
import { dictionaryCsv, dictionaryCsvw } from '@/lib/datasets/core/dictionary/write-dictionary-file';
import { decodeText } from '@/lib/datasets/core/dictionary/decode-text';
import { inParts } from '@/lib/datasets/core/dictionary/in-parts';
import { asLine, maxCharactersAtOnce, maxColumnsAtOnce, maxDescriptionLength } from '@/lib/datasets/dictionary/schema';
import type { ColumnProfile } from '@/lib/datasets/schema';

const entry = (name: string, description: string, unit = '') => ({ name, description, unit });
/** A file says nothing with an empty cell. */
const read = (name: string, description: string, unit = '') => ({ name, ...(description === '' ? {} : { description }), ...(unit === '' ? {} : { unit }) });
const profile = (name: string, type = 'VARCHAR', some: Partial<ColumnProfile> = {}): ColumnProfile => ({ name, type, kind: 'text', nullCount: 0, distinctCount: 3, isDistinctExact: true, min: 'a', max: 'z', mean: null, stddev: null, quartiles: null, histogram: { kind: 'none' }, ...some });

describe('which columns are described', () => {
  it.each([
    ['an entry', ['prcp'], { text: '', entries: [entry('prcp', 'Rain of the day')] }, ['prcp']],
    ['the name alone says nothing', ['tempMax'], { text: '', entries: [entry('tempMax', 'Temp max')] }, []],
    ['a unit alone says nothing', ['prcp'], { text: '', entries: [entry('prcp', '', 'mm')] }, []],
    ['the same words again tell nothing apart', ['a1', 'a2', 'a3'], { text: '', entries: [entry('a1', 'A reading'), entry('a2', 'a reading.'), entry('a3', 'Another')] }, ['a1', 'a3']],
    ['figures alone, one letter, and what nobody sees', ['a1', 'b1', 'c1', 'd1'], { text: '', entries: [entry('a1', '42'), entry('b1', 'x'), entry('c1', '\u3164\u3164'), entry('d1', 'a\u0332 b\u0332')] }, ['d1']],
    ['equal but for what nobody sees', ['a1', 'a2', 'a3', 'tempMax'], { text: '', entries: [entry('a1', 'Reading'), entry('a2', 'Rea\u00adding'), entry('a3', 'R\u200beading'), entry('tempMax', 'Temp m\u2060ax')] }, ['a1']],
    ['named in the text', ['temp_max', 'x'], { text: 'Temp max is of the day.', entries: [] }, ['temp_max']],
    ['a short name in passing', ['a'], { text: 'This is a table.', entries: [] }, []],
    ['a short name set apart', ['a'], { text: 'a: the first figure', entries: [] }, ['a']],
    ['a name in Chinese', ['降水量'], { text: '每日降水量与气温', entries: [] }, ['降水量']],
    ['an entry of a column that is gone', ['b'], { text: '', entries: [entry('a', 'Gone long since')] }, []],
  ] as const)('%s', (_what, names, written, expected) => {
    expect(describedColumns(names, written)).toEqual(expected);
  });

  it('never counts fewer for one entry more', () => {
    const name = fc.constantFrom('a', 'bb', 'rain', 'toString', '__proto__', '列');
    const one = fc.record({ name, description: fc.constantFrom('', 'Rain', 'Of the day', 'rain'), unit: fc.constant('') });
    fc.assert(fc.property(fc.uniqueArray(name, { minLength: 1 }), fc.array(one), one, (names, some, more) => {
      const before = mergeEntries([], { names, changes: some.filter((each) => each.name !== more.name) });
      const count = (entries: typeof before) => describedColumns(names, { text: '', entries }).length;
      expect(count(mergeEntries(before, { names, changes: [more] }))).toBeGreaterThanOrEqual(count(before));
    }));
  });
});

describe('a dictionary after changes', () => {
  it('keeps what was not touched, orders by column, drops what says nothing and keeps what other revisions have', () => {
    const before = [entry('old', 'Of an older revision'), entry('b', 'Second'), entry('a', 'First')];
    expect(mergeEntries(before, { names: ['a', 'b', 'c'], changes: [entry('b', ''), { name: 'a', unit: 'm' }, entry('c', 'Third'), entry('c', 'Third, again', 'm')] })).toEqual([entry('a', 'First', 'm'), entry('c', 'Third, again', 'm'), entry('old', 'Of an older revision')]);
  });

  it('has an end, and what the table has now comes first', () => {
    const before = Array.from({ length: maxEntries }, (_, at) => entry(`old${at}`, 'Gone'));
    const after = mergeEntries(before, { names: ['now'], changes: [entry('now', 'Here')] });
    expect(after).toHaveLength(maxEntries);
    expect(after[0]).toEqual(entry('now', 'Here'));
  });
});

describe('a dictionary from a file', () => {
  const names = ['prcp', 'Temp Max', 'a=b', '=x', "'=x", 'caf\u00e9'];
  it.each([
    ['commas', 'name,description,unit\nprcp,"Rain, of the day",mm\n', [read('prcp', 'Rain, of the day', 'mm')]],
    ['tabs and another head', 'Variable\tLabel\nprcp\tRain\n', [read('prcp', 'Rain')]],
    ['the likelier of two heads', 'name,label,description\nprcp,Short,Rain of the day\n', [read('prcp', 'Rain of the day')]],
    ['semicolons and Chinese heads', '列名;说明;单位\nprcp;日降水量;毫米\n', [read('prcp', '日降水量', '毫米')]],
    ['a byte order mark, case and space', '\uFEFFColumn_Name,Units\n temp max ,°C\n', [read('Temp Max', '', '°C')]],
    ['another spelling of the same letters', 'name,unit\ncafe\u0301,EUR\n', [read('caf\u00e9', '', 'EUR')]],
    ['line breaks within a cell', 'name,description\nprcp,"Rain\r\nof the  day"\n', [read('prcp', 'Rain of the day')]],
    ['an empty cell takes nothing away', 'name,description,unit\nprcp,Rain,\nprcp,,mm\nTemp Max,,\n', [read('prcp', 'Rain', 'mm')]],
  ])('%s', (_what, text, entries) => {
    expect(readDictionaryText(text, names)).toEqual({ ok: true, value: { entries, unknown: [], cut: 0 } });
  });

  it('tells names that the table does not have, and texts that were too long, cut between characters', () => {
    expect(readDictionaryText(`name,description\nwind,Speed\nprcp,${'x'.repeat(maxDescriptionLength - 1)}😀 and more\n`, names)).toEqual({ ok: true, value: { entries: [read('prcp', 'x'.repeat(maxDescriptionLength - 1))], unknown: ['wind'], cut: 1 } });
  });

  it.each([
    ['', 'dictionary-unreadable'], ['a,b\n1,2\n', 'dictionary-unreadable'], ['name,wind\nprcp,1\n', 'dictionary-unreadable'], ['\u0000\u0001', 'dictionary-unreadable'],
    ['name,description\n"prcp,never closed\n', 'file-quotes-broken'], ['name,description,unit\nprcp,Rain\nTemp Max,Heat,°C\n', 'file-lines-differ'],
  ])('refuses %j', (text, code) => {
    expect(readDictionaryText(text, names)).toMatchObject({ ok: false, refusal: { code } });
  });

  it('reads back what it wrote, names and texts that a spreadsheet would run included', () => {
    const text = fc.string({ unit: fc.oneof(fc.constantFrom("'", '=', '-', '5', ' '), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })), maxLength: 40 }).map(asLine);
    fc.assert(fc.property(fc.uniqueArray(fc.tuple(fc.constantFrom('prcp', 'Temp Max', '=x', "'=x", "''=x", 'a,"b"', '+1 m', '@home'), text, text), { selector: ([name]) => name, minLength: 2 }), (rows) => {
      const entries = rows.map(([name, description, unit]) => entry(name, description, asLine(unit.slice(0, 40))));
      const csv = dictionaryCsv({ columns: entries.map(({ name }) => profile(name)), entries });
      const said = entries.filter(({ description, unit }) => description !== '' || unit !== '').map(({ name, description, unit }) => read(name, description, unit));
      expect(readDictionaryText(csv, entries.map(({ name }) => name))).toEqual({ ok: true, value: { entries: said, unknown: [], cut: 0 } });
    }), { numRuns: 500 });
  });
});

describe('a file by hand or from Excel', () => {
  const latin = (text: string) => Uint8Array.from(text, (char) => (char === '€' ? 0x80 : char.charCodeAt(0)));
  const text = 'name,description\nprcp,日降水量\n';
  it.each<[string, Uint8Array, string | null]>([
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${text}`), text], ['UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le'), text], ['UTF-16, the other end first', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(), text],
    // 日降水量 in GB 18030.
    ['GB 18030', Buffer.from([...Buffer.from('prcp,'), 0xc8, 0xd5, 0xbd, 0xb5, 0xcb, 0xae, 0xc1, 0xbf]), 'prcp,日降水量'],
    ['Windows-1252 of France', latin('prcp,Pr\u00e9cipitations;\u00b0C'), 'prcp,Pr\u00e9cipitations;\u00b0C'], ['of Germany', latin('tmax,H\u00f6chsttemperatur,\u00b0C\nlen,Gesamtl\u00e4nge \u00fcber'), 'tmax,H\u00f6chsttemperatur,\u00b0C\nlen,Gesamtl\u00e4nge \u00fcber'],
    ['half a pair', Buffer.from([0xff, 0xfe, 0x61]), null],
  ])('%s', (_what, bytes, expected) => {
    expect(decodeText(bytes)).toBe(expected);
  });
});

describe('what is sent', () => {
  it('is everything in its order, in parts that an action takes', () => {
    const change = fc.record({ name: fc.string({ minLength: 1, maxLength: 500 }), description: fc.string({ unit: 'grapheme', maxLength: 200 }), unit: fc.string({ maxLength: 40 }) });
    fc.assert(fc.property(fc.array(change, { maxLength: 450 }), (changes) => {
      const parts = inParts(changes);
      expect(parts.flat()).toEqual(changes);
      for (const part of parts) expect(part.length <= maxColumnsAtOnce && (part.length === 1 || JSON.stringify(part).length <= maxCharactersAtOnce + part.length + 1)).toBe(true);
      for (const [at, part] of parts.entries()) if (at > 0) expect((parts[at - 1]?.length ?? 0) === maxColumnsAtOnce || JSON.stringify([...(parts[at - 1] ?? []), part[0]]).length > maxCharactersAtOnce).toBe(true);
    }), { numRuns: 50 });
    // Of three bytes a character, as Chinese is.
    expect(Buffer.byteLength(JSON.stringify(inParts(Array.from({ length: 300 }, (_, at) => entry(`列${at}`, '降'.repeat(400), '毫米')))[0]))).toBeLessThan(60 * 1024);
  });

  it('said twice is what it is said once', () => {
    fc.assert(fc.property(fc.string({ unit: fc.oneof(fc.constantFrom(' ', '\u2060', '\u0301', 'e', '\u200d', '\u00ad', '\ud83d'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })) }), (text) => {
      expect(asLine(asLine(text))).toBe(asLine(text));
      expect(asLine(text)).toBe(asLine(text).normalize('NFC'));
    }), { numRuns: 1_000 });
  });

  it.each([[' Rain\r\n\tof the\u0007 day ', 'Rain of the day'], ['\u202eevil\u200b', 'evil'], ['a \u2060 b', 'a b'], ['e\u2060\u0301', '\u00e9'], ['half\ud83d', 'half'], ['e\u0301', '\u00e9'], ['👩‍👩‍👧', '👩‍👩‍👧'], ['می‌خواهم', 'می‌خواهم']])('%j is one line', (text, line) => {
    expect(asLine(text)).toBe(line);
  });
});

describe('CSV on the Web', () => {
  it('names columns, types of XML Schema, descriptions and units, and nothing that is not known', () => {
    const columns = [profile('day', 'DATE'), profile('prcp', 'DOUBLE', { nullCount: 2 }), profile('n', 'UBIGINT'), profile('at', 'TIMESTAMP WITH TIME ZONE'), profile('price', 'DECIMAL(9,2)'), profile('nested', 'STRUCT(a BIGINT)')];
    expect(dictionaryCsvw({ title: 'Rain', columns, entries: [entry('prcp', 'Rain of the day', 'mm')] }, { url: 'https://exchange.example/en/datasets/rain' })).toEqual({
      '@context': 'http://www.w3.org/ns/csvw', url: 'https://exchange.example/en/datasets/rain', 'dc:title': 'Rain',
      tableSchema: { columns: [
        { titles: 'day', datatype: 'date', required: true }, { titles: 'prcp', datatype: 'double', required: false, 'dc:description': 'Rain of the day', 'schema:unitText': 'mm' },
        { titles: 'n', datatype: 'integer', required: true }, { titles: 'at', datatype: 'dateTime', required: true }, { titles: 'price', datatype: 'decimal', required: true }, { titles: 'nested', datatype: 'string', required: true },
      ] },
    });
  });
});
