import { DuckDBInstance } from '@duckdb/node-api';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerQuestion, lockEngine, openEngine } from '@/lib/delivery/query/answer-question';
import { askProcess } from '@/lib/delivery/query/ask-process';
import { bombs, forbiddenQuestions } from '@/tests/support/attacks';

const folder = mkdtempSync(join(tmpdir(), 'databourse-questions-'));
const sample = join(folder, 'sample.parquet');
const secret = join(folder, 'secret.csv');
const word = 'the-price-of-the-whole-table';

beforeAll(async () => {
  writeFileSync(secret, `a,b\n1,${word}\n`);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`copy (select range as a, 'row ' || range as b, range % 7 as c from range(1000)) to '${sample}' (format parquet)`);
  connection.closeSync();
});

const good = { path: sample, sql: 'select c, count(*) as n from sample group by c order by c' };
const goodAnswer = { ok: true, value: { rows: Array.from({ length: 7 }, (_, index) => [String(index), index < 6 ? '143' : '142']), isCut: false } };

describe('a question that is not one SELECT over the sample', () => {
  it.each(forbiddenQuestions)('%s is refused', async (_name, text) => {
    const answer = await answerQuestion(await openEngine(), { path: sample, sql: text.replaceAll('{secret}', secret) });
    expect(answer).toMatchObject({ ok: false, refusal: { code: expect.stringMatching(/^query-(not-select|not-allowed|wrong)$/) as unknown } });
    expect(JSON.stringify(answer)).not.toContain(word);
  });
});

describe('the engine alone, if the check let everything through', () => {
  it.each(forbiddenQuestions.filter(([, text]) => text.includes('{secret}') || /http|s3:|glob|\/proc|\.\.\/|install|load|set |reset|attach|copy|export/i.test(text)))('%s gets nothing', async (_name, text) => {
    const db = await (await openEngine()).connect();
    await db.run(`create table sample as select * from read_parquet('${sample}')`);
    await lockEngine(db);
    const outcome = await db.runAndReadAll(text.replaceAll('{secret}', secret)).then((reader) => JSON.stringify(reader.getRowsJson()), () => 'refused by the engine');
    expect(outcome).not.toContain(word);
    expect(outcome).not.toContain('root:');
    db.closeSync();
  });
});

describe('a question that is too much', { timeout: 60_000 }, () => {
  it('ends within its time, and the next one is answered', async () => {
    // Two at a time, as the exchange lets them; the first with the time that everybody has, the others with less of it.
    const answers = new Map<string, Awaited<ReturnType<typeof askProcess>>>();
    const left = [...bombs.entries()];
    const lane = async (): Promise<void> => {
      for (let next = left.shift(); next; next = left.shift()) {
        const [index, [name, sql]] = next;
        answers.set(name, await askProcess({ path: sample, sql, ...(index > 0 && { seconds: 1 }) }));
        if (index % 5 === 0) expect(await askProcess(good), name).toMatchObject(goodAnswer);
      }
    };
    await Promise.all([lane(), lane()]);
    expect(await askProcess(good)).toMatchObject(goodAnswer);
    expect(answers.size).toBe(bombs.length);
    for (const [name, answer] of answers) expect(answer, name).toMatchObject({ ok: false, refusal: { code: expect.stringMatching(/^query-(took-too-long|needs-too-much-memory|answer-too-large|wrong)$/) as unknown } });
  });

  it('is cut when only its answer is too long', async () => {
    expect(await askProcess({ path: sample, sql: 'select a.a from sample a, sample b' })).toMatchObject({ ok: true, value: { isCut: true } });
    expect(await askProcess({ path: sample, sql: `select ${Array.from({ length: 150 }, (_, index) => `a as a${index}`).join(', ')} from sample` })).toMatchObject({ refusal: { code: 'query-answer-too-large' } });
    expect(await askProcess({ path: sample, sql: `select repeat('x', 100000) as x` })).toMatchObject({ ok: true, value: { rows: [['x'.repeat(500)]] } });
  });

  it('asked by many at once makes some of them wait and the rest come back, and everybody gets an answer', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => askProcess(good)));
    const codes = answers.map((answer) => (answer.ok ? 'answered' : answer.refusal.code));
    expect(codes.filter((code) => code === 'answered')).toHaveLength(8);
    expect(codes.filter((code) => code === 'query-busy')).toHaveLength(4);
  });
});

describe('what people really ask', () => {
  const questions: readonly (readonly [string, readonly (readonly (string | null)[])[]])[] = [
    ['select count(*) from sample', [['1000']]],
    ['SELECT b FROM sample WHERE a BETWEEN 3 AND 4 ORDER BY a DESC;', [['row 4'], ['row 3']]],
    ['with top as (select c, sum(a) as total from sample group by all) select c, total from top order by total desc limit 1', [['5', '71786']]],
    ['select a, row_number() over (partition by c order by a) as place from sample order by a limit 2 -- the first', [['0', '1'], ['1', '1']]],
    ["select case when a < 500 then 'low' else 'high' end as half, count(*) from sample group by 1 order by 1", [['high', '500'], ['low', '500']]],
    ['from sample select max(length(b)), avg(a)::decimal(8,2), quantile_cont(a, 0.5)', [['7', '499.50', '499.5']]],
    ['select c from sample union select 99 order by 1 desc limit 2', [['99'], ['6']]],
    ['select x from range(3) t(x) order by x desc', [['2'], ['1'], ['0']]],
    ["select list_transform([1, 2], x -> x + 1) as l, {'k': 1}.k as k, null as n", [['[2, 3]', '1', null]]],
    ['select column_name, column_type from (describe sample)', [['a', 'BIGINT'], ['b', 'VARCHAR'], ['c', 'BIGINT']]],
  ];
  it.each(questions)('%s', async (sql, rows) => {
    expect(await answerQuestion(await openEngine(), { path: sample, sql })).toMatchObject({ ok: true, value: { rows } });
  });

  it('a mistake is told in the engine\'s words', async () => {
    expect(await answerQuestion(await openEngine(), { path: sample, sql: 'select bb from sample' })).toMatchObject({ refusal: { code: 'query-wrong', params: { detail: expect.stringMatching(/"bb" not found/) as unknown } } });
    expect(await answerQuestion(await openEngine(), { path: sample, sql: 'selec a from sample' })).toMatchObject({ refusal: { code: 'query-wrong', params: { detail: expect.stringMatching(/syntax error/) as unknown } } });
  });
});

afterAll(() => { writeFileSync(secret, ''); });
