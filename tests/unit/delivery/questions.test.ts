import { describe, expect, it } from 'vitest';
import { answerChart } from '@/lib/delivery/core/answer-chart';
import { checkQuestion } from '@/lib/delivery/core/check-question';
import { exampleQuestions, nameSql } from '@/lib/delivery/core/example-questions';
import { toCsv } from '@/lib/shared/to-csv';

const number = (name: string) => ({ name, type: 'BIGINT', isNumber: true });
const text = (name: string, type = 'VARCHAR') => ({ name, type, isNumber: false });
const answer = (columns: Parameters<typeof answerChart>[0]['columns'], rows: readonly (readonly (string | null)[])[]) => answerChart({ columns, rows, isCut: false, milliseconds: 1 });

describe('the picture of an answer', () => {
  it('is bars for words and numbers', () => {
    expect(answer([text('kind'), number('n')], [['rain', '3'], ['sun', '5']])).toEqual({ kind: 'bars', labelName: 'kind', valueName: 'n', points: [{ label: 'rain', value: 3 }, { label: 'sun', value: 5 }] });
  });
  it('is a line over moments and over numbers that only rise', () => {
    expect(answer([text('day', 'DATE'), number('n')], [['2026-01-01', '1'], ['2026-01-02', '2'], ['2026-01-03', '1']])?.kind).toBe('line');
    expect(answer([number('year'), number('n')], [['1990', '1'], ['1991', '2'], ['1992', '1']])?.kind).toBe('line');
    expect(answer([number('year'), number('n')], [['1992', '1'], ['1991', '2'], ['1990', '1']])?.kind).toBe('bars');
  });
  it.each([
    ['one row', [text('kind'), number('n')], [['rain', '3']]],
    ['no number', [text('kind'), text('other')], [['rain', 'a'], ['sun', 'b']]],
    ['an empty cell', [text('kind'), number('n')], [['rain', null], ['sun', '1']]],
    ['a negative number', [text('kind'), number('n')], [['rain', '-1'], ['sun', '1']]],
    ['a table', [text('a'), text('b'), number('c'), number('d'), number('e')], [['x', 'y', '1', '2', '3'], ['x', 'y', '1', '2', '3']]],
    ['a hundred words', [text('kind'), number('n')], Array.from({ length: 100 }, (_, index) => [`w${index}`, '1'])],
  ] as const)('is none of %s', (_name, columns, rows) => {
    expect(answer(columns, rows)).toBeNull();
  });
});

describe('questions to begin with', () => {
  it('speak of columns that are there, quoted where they have to be', () => {
    const examples = exampleQuestions([{ name: 'id', kind: 'id' }, { name: 'order', kind: 'category' }, { name: 'Miles per "gallon"', kind: 'number' }, { name: 'day', kind: 'date' }]);
    expect(examples.map((example) => example.kind)).toEqual(['first', 'count', 'average', 'over-time', 'summary']);
    expect(examples[2]?.sql).toContain('SELECT "order", round(avg("Miles per ""gallon"""), 2)');
  });
  it('need no column of any kind', () => {
    expect(exampleQuestions([]).map((example) => example.kind)).toEqual(['first', 'summary']);
  });
  it.each([['a', 'a'], ['A1_b', 'A1_b'], ['1a', '"1a"'], ['from', '"from"'], ['Größe', '"Größe"']])('%s is written %s', (name, written) => {
    expect(nameSql(name)).toBe(written);
  });
});

describe('the check of a question', () => {
  const select = (from: unknown, list: readonly unknown[] = []) => ({ error: false, statements: [{ node: { type: 'SELECT_NODE', select_list: list, from_table: from } }] });
  it('knows the sample and what the question itself names', () => {
    expect(checkQuestion(select({ type: 'BASE_TABLE', table_name: 'Sample' })).ok).toBe(true);
    expect(checkQuestion(select({ type: 'BASE_TABLE', table_name: 'other' })).ok).toBe(false);
    expect(checkQuestion(select({ type: 'BASE_TABLE', table_name: 'sample', schema_name: 'main' })).ok).toBe(false);
  });
  it.each([
    ['a kind of node', select({ type: 'BRAND_NEW_REF' })],
    ['a class of expression', select({ type: 'EMPTY' }, [{ class: 'BRAND_NEW', type: 'X' }])],
    ['a function', select({ type: 'EMPTY' }, [{ class: 'FUNCTION', type: 'FUNCTION', function_name: 'brand_new' }])],
    ['a shape', 'text'],
  ])('refuses %s that it does not know', (_name, tree) => {
    expect(checkQuestion(tree)).toMatchObject({ refusal: { code: 'query-not-allowed' } });
  });
  it('is not exhausted by depth', () => {
    let deep: unknown = { class: 'CONSTANT', type: 'VALUE_CONSTANT' };
    for (let level = 0; level < 200_000; level += 1) deep = { class: 'OPERATOR', type: 'OPERATOR_NOT', children: [deep] };
    expect(checkQuestion(select({ type: 'EMPTY' }, [deep])).ok).toBe(true);
  });
});

describe('a CSV for spreadsheets', () => {
  it.each([
    ['=1+1', "'=1+1"], ['+1+1', "'+1+1"], ['-1+1', "'-1+1"], ['@SUM(A1)', "'@SUM(A1)"], ['\t=1', "'\t=1"], [' =1', "' =1"], ['＝1', "'＝1"],
    ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'], ['-5', '-5'], ['-1.5e-3', '-1.5e-3'], ['+5', "'+5"], ['a,b', '"a,b"'], ['line\nbreak', '"line\nbreak"'],
  ])('%j is written %j', (value, written) => {
    expect(toCsv(['a'], [[value]])).toBe(`a\r\n${written}\r\n`);
  });
});
