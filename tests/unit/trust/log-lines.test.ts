import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const app = join(import.meta.dirname, '../../../app');

/** What a line of the log may hold: an id of the request, a code, a place in the program, a fault. No address, no account, nothing somebody typed. */
const allowed = ['requestId', 'where', 'refusal', 'err'];

type Line = { readonly file: string; readonly keys: readonly string[] };

/** Every call that writes to the log, with the names of what it writes; `…` for what can't be read from the text. */
function linesOf(file: string, text: string): readonly Line[] {
  const lines: Line[] = [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    const [, fields] = ts.isCallExpression(node) ? /^(?:log\(\)\.(?:info|warn|error)|(logFault))$/.exec(node.expression.getText(source)) ?? [] : [];
    if (ts.isCallExpression(node) && /^(?:log\(\)\.(?:info|warn|error)|logFault)$/.test(node.expression.getText(source))) {
      const given = node.arguments[fields === undefined ? 0 : 1];
      const properties = given && ts.isObjectLiteralExpression(given) ? given.properties : null;
      lines.push({ file, keys: properties === null ? ['…'] : properties.map((each) => (ts.isSpreadAssignment(each) ? '…' : each.name?.getText(source) ?? '…')) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return lines;
}

describe('P1 the log', () => {
  it('is written field by field, and no field is a person or what she typed', () => {
    const files = readdirSync(app, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && entry.name !== 'log.ts').map((entry) => join(entry.parentPath, entry.name));
    const lines = files.flatMap((file) => linesOf(file, readFileSync(file, 'utf8')));
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.filter(({ keys }) => keys.some((key) => !allowed.includes(key)))).toEqual([]);
  });

  it('a line that tells more is found', () => {
    const planted = linesOf('planted.ts', 'log().info({ requestId, email }, "x"); logFault(error, { ...request }); log().warn(body);');
    expect(planted.map(({ keys }) => keys)).toEqual([['requestId', 'email'], ['…'], ['…']]);
  });
});
