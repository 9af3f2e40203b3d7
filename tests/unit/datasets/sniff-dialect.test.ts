import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberStyle } from '@/lib/datasets/core/delimited/number-style';
import { parseRecords } from '@/lib/datasets/core/delimited/parse-records';
import { sniffDialect } from '@/lib/datasets/core/delimited/sniff-dialect';

const sniff = (text: string, isTab = false) => sniffDialect(text, { isWhole: true, isTab });

describe('sniffDialect finds how a file is written', () => {
  it.each<[what: string, text: string, found: object]>([
    ['commas', 'a,b\n1,2\n', { delimiter: ',', quote: '"', skip: 0, first: ['a', 'b'] }],
    ['semicolons with decimal commas', 'a;b\n1,5;x\n2,25;y\n', { delimiter: ';', decimal: ',', thousands: '' }],
    ['semicolons, decimal commas and points between thousands', 'a;b\n1;1.234,50\n2;7,5\n', { delimiter: ';', decimal: ',', thousands: '.' }],
    ['quoted numbers with commas between thousands', 'a,b\n1,"1,234"\n2,"1,234,567.5"\n', { delimiter: ',', decimal: '.', thousands: ',' }],
    ['tabs', 'a\tb\n1\t2\n', { delimiter: '\t' }],
    ['bars', 'a|b\n1|2\n', { delimiter: '|' }],
    ['a byte order mark', '\uFEFFa,b\n1,2\n', { first: ['a', 'b'] }],
    ['line ends of three systems in one file', 'a,b\r\n1,2\n3,4\r5,6\r\n', { delimiter: ',' }],
    ['a cell over two lines', 'a,b\n"x\ny",1\n', { delimiter: ',', quote: '"' }],
    ['quotes escaped by a backslash', 'a,b\n"say \\"hi\\", then go",1\n', { quote: '"', escape: '\\' }],
    ['single quotes', "a,b\n'x, y',1\n", { quote: "'" }],
    ['quotes that mean nothing', 'a,b\n"x" y,1\n5" pipe,2\n', { quote: '' }],
    ['quotes between tabs, where there are none', 'a\tb\n1\t"Rome"\n2\t"Hello" Dolly\n', { delimiter: '\t', quote: '' }],
    ['comments before the head', '# about\n# this\na,b\n1,2\n', { skip: 2, first: ['a', 'b'] }],
    ['a head that begins like a comment', '#a,b\n1,2\n', { skip: 0, first: ['#a', 'b'] }],
    ['one column', 'name\nann\nbob\n', { first: ['name'] }],
    ['blank lines', 'a,b\n\n1,2\n\n', { delimiter: ',' }],
    ['a comma after each line', 'a,b,\n1,2,\n', { first: ['a', 'b', ''] }],
  ])('%s', (_, text, found) => {
    expect(sniff(text)).toMatchObject({ ok: true, value: found });
  });

  it.each<[what: string, text: string, isTab: boolean, refusal: object]>([
    ['delimiters that change', 'a,b,c\n1,2,3\n4;5;6\n', false, { code: 'file-lines-differ', params: { line: 3, found: 1, wanted: 3, delimiter: 'comma' } }],
    ['a field too few', 'a,b,c\n1,2,3\n4,5\n', false, { code: 'file-lines-differ', params: { line: 3, found: 2, wanted: 3 } }],
    ['a field too many after a cell of two lines', 'a,b\n"x\ny",2\n3,4,5\n', false, { code: 'file-lines-differ', params: { line: 4 } }],
    ['quotes of two kinds', 'a,b\n"x",1\n\'y, z\',2\n"multi\nline",3\n', false, { code: 'file-lines-differ', params: { line: 3 } }],
    ['nothing but white space', '  \n\n\t\n', false, { code: 'file-no-rows' }],
    ['commas where tabs are due', 'a,b\n1,2\n', true, { code: 'file-not-what-name-says' }],
    ['quotes inside of a quoted cell that are not doubled, as many cells in every line', 'a,b\n1,"he said "no" twice"\n2,"fine"\n', false, { code: 'file-quotes-broken', params: { line: 2 } }],
    ['a quote that opens and never closes, as many cells in every line', 'a;b\n1;"fine"\n2;"open\n3;c\n', false, { code: 'file-quotes-broken', params: { line: 3 } }],
    ['text after a closing quote, among quoted cells', '# note\na|b\n"x" y|"z"\n', false, { code: 'file-quotes-broken', params: { line: 3 } }],
    ['a comment that counts as a line', '# x\na,b\n1,2\n3\n', false, { code: 'file-lines-differ', params: { line: 4 } }],
  ])('%s are refused with the line', (_, text, isTab, refusal) => {
    expect(sniff(text, isTab)).toMatchObject({ ok: false, refusal });
  });

  it('of a table written with any delimiter and quoted where needed, reads the same table back', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'B', ' ', '"', ',', ';', '\t', '|', '\n', '1'), maxLength: 5 });
    fc.assert(fc.property(fc.constantFrom(',', ';', '\t', '|'), fc.integer({ min: 2, max: 4 }), fc.array(fc.array(cell, { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (delimiter, width, rows) => {
      const table = rows.map((row) => row.slice(0, width));
      const text = table.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(delimiter)).join('\r\n');
      const { records, faultLine } = parseRecords(text, { delimiter, quote: '"', escape: '"' }, { isWhole: true, maxRecords: 100 });
      expect(faultLine).toBeNull();
      expect(records.map((record) => record.fields)).toEqual(table);
    }));
  });

  it('leaves the last record of a beginning out: it may be cut', () => {
    expect(sniffDialect('a,b\n1,2\n3', { isWhole: false, isTab: false })).toMatchObject({ ok: true, value: { delimiter: ',' } });
    expect(sniffDialect('a,b\n1,2\n"3', { isWhole: false, isTab: false })).toMatchObject({ ok: true });
  });
});

describe('numberStyle', () => {
  const style = (cells: string[], delimiter = ';') => numberStyle([{ line: 1, fields: cells }], delimiter);
  it.each<[string[], string, object]>([
    [['1,5'], ';', { decimal: ',' }],
    [['1,5'], ',', { decimal: '.' }],
    [['1,5', '2.5'], ';', { decimal: '.', thousands: '' }],
    [['1,234'], ';', { decimal: '.', thousands: ',' }],
    [['1.234'], ';', { decimal: '.', thousands: '' }],
    [['31.01.2024', '10.0.0.1', '1,2,3'], ';', { decimal: '.', thousands: '' }],
    [['0,125'], ';', { decimal: ',', thousands: '' }],
    [['1,23,456.50', '999.99'], ',', { decimal: '.', thousands: ',' }],
    [["1'234.50", '999.99'], ';', { decimal: '.', thousands: "'" }],
    [['1 234,50', '999,99'], ';', { decimal: ',', thousands: ' ' }],
    [['1.234', '1.000.000'], ';', { decimal: '.', thousands: '' }],
  ])('%j parted by %j: %j', (cells, delimiter, found) => {
    expect(style(cells, delimiter)).toMatchObject(found);
  });
  it.each<[what: string, rows: readonly (readonly string[])[], object]>([
    ['groups by points in one column', [['1.234'], ['1.000.000']], { decimal: ',', thousands: '.' }],
    ['groups by points beside fractions of three digits', [['1.000.000', '12.345'], ['2.000.000', '67.891']], { thousands: '' }],
    ['a telephone beside an amount', [['020 794 609', '1 234,50'], ['06 12 34 56', '999,99']], { decimal: ',', thousands: '' }],
    ['a telephone in groups of three beside an amount', [['120 794 609', '1 234,50'], ['220 794 609', '999,99']], { decimal: ',', thousands: '' }],
    ['versions', [['1.234.5'], ['1.000.000']], { thousands: '' }],
  ])('%s', (_, rows, found) => {
    expect(numberStyle(rows.map((fields, index) => ({ line: index + 1, fields })), ';')).toMatchObject(found);
  });
});
