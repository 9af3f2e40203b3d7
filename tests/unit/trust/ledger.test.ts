import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const tests = join(import.meta.dirname, '../..');
const upTo = (letter: string, last: number) => Array.from({ length: last }, (_, index) => `${letter}${index + 1}`);

/** What the exchange promises about people and its log: pseudonyms, consent and rights, audit, sessions and access. */
const ledger = [...upTo('P', 11), ...upTo('C', 18), ...upTo('A', 15), ...upTo('S', 9), 'S16', 'S17'];

/** The titles of all tests and groups of a file: the texts themselves, not what a comment or a value says. */
function titlesOf(name: string, text: string): readonly string[] {
  const titles: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^(?:describe|it|test)\b/.test(node.expression.getText(source))) {
      const [first] = node.arguments;
      if (first && (ts.isStringLiteral(first) || ts.isNoSubstitutionTemplateLiteral(first))) titles.push(first.text);
    }
    ts.forEachChild(node, visit);
  };
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  visit(source);
  return titles;
}

/** Which numbers no title bears. */
function missingOf(numbers: readonly string[], titles: readonly string[]): readonly string[] {
  const borne = new Set(titles.flatMap((title) => title.match(/\b[A-Z]\d{1,2}\b/g) ?? []));
  return numbers.filter((number) => !borne.has(number));
}

function allTitles(): readonly string[] {
  return ['unit', 'integration', 'e2e'].flatMap((folder) => readdirSync(join(tests, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:test|spec)\.ts$/.test(entry.name))
    .flatMap((entry) => titlesOf(entry.name, readFileSync(join(entry.parentPath, entry.name), 'utf8'))));
}

describe('the ledger of promises', () => {
  it('every number is borne by the title of a test: a promise without one is not kept', () => {
    const titles = allTitles();
    expect(titles.length).toBeGreaterThan(500);
    expect(ledger).toHaveLength(55);
    expect(missingOf(ledger, titles)).toEqual([]);
  });

  it('a number that no title bears is found, also where a comment or a value names it', () => {
    const planted = titlesOf('planted.test.ts', `
      // P2 is only talked about here
      const note = 'P3';
      describe('P1 first', () => { it.each([['P4']])('of %s C10', () => {}); test('S1', () => { expect('A1').toBe('A1'); }); });
    `);
    expect(planted).toEqual(['P1 first', 'of %s C10', 'S1']);
    expect(missingOf(['P1', 'P2', 'P3', 'P4', 'C1', 'C10', 'S1', 'A1'], planted)).toEqual(['P2', 'P3', 'P4', 'C1', 'A1']);
    expect(missingOf([...ledger, 'Z9'], allTitles())).toEqual(['Z9']);
  });
});
