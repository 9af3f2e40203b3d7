import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'databourse-command-'));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** The command as a pipeline runs it: no server and no database to be found. */
function profile(...args: string[]) {
  const { PATH = '', HOME = '' } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--conditions=react-server', 'scripts/profile.ts', ...args], { encoding: 'utf8', env: { PATH, HOME, NODE_ENV: 'test' } });
  return { status, stdout, stderr: stderr.trim() };
}

// Four people alike but for what they have, four more alike in all, and two alone.
const people = ['email,sex,zip,diagnosis', ...['flu', 'flu', 'asthma', 'none'].map((what, row) => `a${row}@example.org,f,10115,${what}`), ...['flu', 'flu', 'flu', 'flu'].map((what, row) => `b${row}@example.org,m,10115,${what}`), 'c1@example.org,f,20095,none', 'c2@example.org,m,20095,asthma'].join('\n');

describe('npm run profile', { timeout: 120_000 }, () => {
  it('prints schema, profile, quality, findings and risk as JSON, and the same for a person to read', () => {
    const path = file('people.csv', people);
    const { status, stdout, stderr } = profile(path, '--quasi', 'sex,zip', '--sensitive', 'diagnosis', '--json');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const told = JSON.parse(stdout) as { rowCount: number; schema: { name: string; type: string }[]; profile: { columns: { name: string }[] }; quality: { grade: string }; findings: { column: string; entity: string }[]; risk: Record<string, unknown> };
    expect(told).toMatchObject({ rowCount: 10, schema: [{ name: 'email', type: 'VARCHAR' }, { name: 'sex' }, { name: 'zip' }, { name: 'diagnosis' }], quality: { grade: expect.stringMatching(/^[A-E]$/) as unknown } });
    expect(told.profile.columns).toHaveLength(4);
    expect(told.findings.map(({ column, entity }) => `${column} ${entity}`)).toContain('email EMAIL_ADDRESS');
    // By hand: classes of 4, 4, 1 and 1; the poorest holds one diagnosis; the second is all flu, where 6 of 10 are.
    expect(told.risk).toMatchObject({ k: 1, classes: 4, uniques: 2, distinctL: 1 });
    expect(JSON.stringify(told.risk)).toContain('0.4');
    const read = profile(path, '--quasi', 'sex,zip', '--sensitive', 'diagnosis');
    expect(read.status).toBe(0);
    for (const line of [/10 rows \(10 distinct\), 4 columns/, /k +1 /, /classes +4 /, /uniques +2 /, /average risk +40\.00%/, /maximum risk +100\.00%/, /distinct l +1 /, /^ +t /m]) expect(read.stdout).toMatch(line);
  });

  it.each<[what: string, args: () => string[], sentence: RegExp]>([
    ['a file that is not there', () => [join(folder, 'nowhere.csv')], /^There is no such file\.$/],
    ['a folder', () => { const path = join(folder, 'folder.csv'); mkdirSync(path, { recursive: true }); return [path]; }, /^There is no such file\.$/],
    ['no file', () => [], /^Usage: /],
    ['an ending nobody knows', () => [file('table.xls', 'PK')], /CSV, TSV, JSON/],
    ['a line of other width', () => [file('wide.csv', 'a,b\n1,2,3\n')], /^Line 2 has 3 fields, 2 expected/],
    ['a byte of Latin-1', () => [file('latin.csv', Buffer.from([0x61, 0x2c, 0x62, 0x0a, 0x31, 0x2c, 0xe9, 0x0a]))], /isn't UTF-8.*6/],
    ['an empty file', () => [file('empty.csv', '')], /empty/],
    ['Parquet that is none', () => [file('none.parquet', 'PAR1 and nothing')], /isn't what its name says/],
    ['a column that is not there', () => [file('p.csv', people), '--quasi', 'nobody'], /^There is no column “nobody”/],
    ['a sensitive column alone', () => [file('q.csv', people), '--sensitive', 'diagnosis'], /^--sensitive needs --quasi/],
    ['an option nobody knows', () => [file('r.csv', people), '--loud'], /^Usage: /],
  ])('%s exits 2 with a sentence on standard error and nothing on standard output', (_what, args, sentence) => {
    const { status, stdout, stderr } = profile(...args());
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/\bat .*\.ts|node:|Error:/);
    if (!stderr.startsWith('Usage')) expect(stderr.split('\n')).toHaveLength(1);
  });
});
