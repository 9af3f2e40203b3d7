import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { holdsRuns, tryOut } from '@/tests/support/holds';

/** What must never fail of a price, in the order of the list of fifteen, and what was found since. */
const invariants = [
  'appending any rows never lowers effective rows or value', 'exact copies, in any order and spelling, change nothing', 'near copies raise effective rows by one of them at most', 'a constant or repeated column raises nothing',
  'better quality never lowers a price, an emptied cell never raises it', 'units and spellings of dates change nothing', 'a currency scales the suggestion', 'a price is whole, within its bounds, and what has none says why',
  'tiers are monotone, without arbitrage, and upgrades cost the difference', 'bundles are monotone, subadditive and never above their sum', 'the waterfall adds up, whatever the order of its factors', 'row values equal the Shapley value by brute force',
  'demand falls in price, the best price with the buyers', 'exploration stays within bounds, and nobody moves a price by looking often', 'the range contains the price, more comparables never widen it', 'no sum on the way to a price is below nothing',
] as const;

/** The numbers and properties of the calls of `holds` in a test's text: what a comment or a value says doesn't count. */
function heldIn(name: string, text: string): readonly { readonly number: number; readonly isProperty: boolean }[] {
  const found: { number: number; isProperty: boolean }[] = [];
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText(source) === 'holds') {
      const [number, , property] = node.arguments;
      found.push({ number: number && ts.isNumericLiteral(number) ? Number(number.text) : Number.NaN, isProperty: property !== undefined && ts.isCallExpression(property) && /^fc\.(?:asyncP|p)roperty$/.test(property.expression.getText(source)) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function missingOf(held: readonly { readonly number: number; readonly isProperty: boolean }[]): readonly number[] {
  return invariants.map((_, index) => index + 1).filter((number) => !held.some((one) => one.number === number && one.isProperty));
}

function allHeld(): readonly { readonly number: number; readonly isProperty: boolean }[] {
  return readdirSync(import.meta.dirname, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
    .flatMap((entry) => heldIn(entry.name, readFileSync(join(entry.parentPath, entry.name), 'utf8')));
}

describe('the sixteen invariants of a price', () => {
  it('each has a property that is tried a thousand times', () => {
    const held = allHeld();
    expect(invariants).toHaveLength(16);
    expect(missingOf(held)).toEqual([]);
    expect(held.filter(({ number, isProperty }) => !isProperty || !Number.isInteger(number) || number < 1 || number > invariants.length)).toEqual([]);
    expect(holdsRuns).toBeGreaterThanOrEqual(1_000);
  });

  it('one without a property is found, also where a comment or a plain test bears its number', () => {
    const planted = heldIn('planted.test.ts', `
      // holds(3, 'only talked about', fc.property(a, b));
      it('4: a test', () => { expect(1).toBe(1); });
      holds(5, 'not a property', 7);
      describe('x', () => { holds(6, 'one', fc.property(a, (b) => { c(b); })); holds(7, 'two', fc.asyncProperty(a, async (b) => { await c(b); })); });
    `);
    expect(missingOf(planted)).toEqual([1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
    expect(missingOf(allHeld().filter(({ number }) => number !== 9))).toEqual([9]);
  });

  it('the wrapper tries so many inputs, says what fails, and takes no property that leaves nearly all of them out', async () => {
    let calls = 0;
    expect(await tryOut(fc.property(fc.nat(), () => { calls += 1; }))).toBe(holdsRuns);
    expect(calls).toBe(holdsRuns);
    await expect(tryOut(fc.property(fc.nat(), (value) => value < 1_000))).rejects.toThrow(/Counterexample: \[1000\]/);
    await expect(tryOut(fc.asyncProperty(fc.nat(), async (value) => { await Promise.resolve(); fc.pre(value === 7_654_321); }))).rejects.toThrow(/pre-condition/);
  });
});
