import fc from 'fast-check';
import { expect } from 'vitest';
import { effectiveRows, type RowFigures } from '@/lib/pricing/core/effective-rows';
import { explainPrice } from '@/lib/pricing/core/explain-price';
import { indexMarket } from '@/lib/pricing/core/market-index';
import type { PriceFacts } from '@/lib/pricing/core/price-facts';
import { valuate } from '@/lib/pricing/core/value';
import { seededRandom } from '@/lib/shared/seeded-random';
import { holds } from '@/tests/support/holds';
import { figuresOf, figuresOfCsv, openDuck, type Cell, type RowTable } from '@/tests/support/row-table';

/** The invariants of a price that are about rows, each a thousand times, by the statements that measure an upload. The numbers are those of the list of fifteen. */
const db = await openDuck();
const columns: RowTable['columns'] = [{ name: 'count', type: 'BIGINT', kind: 'number' }, { name: 'depth', type: 'DOUBLE', kind: 'number' }, { name: 'place', type: 'VARCHAR', kind: 'text' }];
const cells = fc.tuple(fc.option(fc.integer({ min: 0, max: 40 })), fc.option(fc.integer({ min: -9_000, max: 9_000 }).map((value) => value / 64)), fc.option(fc.constantFrom('North Sea', 'Elbe', '长江', 'Alster', "O'Hare")));
const tables = fc.array(cells, { minLength: 2, maxLength: 12 }).map((rows): RowTable => ({ columns, rows }));
const rest = { category: 'mobility', licenceCode: 'exchange-internal-1.0', text: 'depth of rivers', sellerId: 'me', currency: 'EUR', newest: null, documentedCount: 1, hasSource: true, demand: null, policy: { floorMinor: null, ceilingMinor: null } } as const;
const market = indexMarket(Array.from({ length: 6 }, (_, index) => ({ listingId: `l${index}`, slug: 's', title: 't', text: 'depth of a river', sellerId: `s${index}`, category: 'mobility', licenceCode: 'MIT', licenceFactor: 0.55, effectiveRows: 1_000, priceMinor: 2_000_000 + index, currency: 'EUR', isSold: true })));

const effective = (figures: RowFigures): number => effectiveRows(figures).effective;
function priceOf(figures: RowFigures, newest: PriceFacts['newest'] = null): string {
  const price = explainPrice({ ...rest, ...figures, newest }, market);
  return price.ok ? `${price.value.suggestedMinor} ${price.value.stages.combinedMinor}` : price.refusal.code;
}
const valueOf = (figures: RowFigures): number => { const rows = effectiveRows(figures); return valuate({ rows, category: 'mobility', licenceCode: 'exchange-internal-1.0', ageDays: null, documentedShare: 0, hasSource: false }).valueMinor; };

const wild = fc.array(fc.tuple(fc.option(fc.integer({ min: -1e9, max: 1e9 })), fc.option(fc.double()), fc.option(fc.string({ maxLength: 5 }).map((text) => text.replaceAll('\u0000', '')))), { minLength: 1, maxLength: 12 });
holds(1, 'appending any rows never lowers effective rows or value', fc.asyncProperty(tables, wild, async (table, more) => {
  const [before, after] = [await figuresOf(db, table), await figuresOf(db, { columns, rows: [...table.rows, ...more] })];
  // Everything else fixed: a column's repeating another is not a matter of rows.
  const [few, many] = [before, after].map((figures) => ({ ...figures, columns: figures.columns.map((column) => ({ ...column, isRepeat: false })) }));
  if (!few || !many) throw new Error('two');
  expect(effective(many)).toBeGreaterThanOrEqual(effective(few) - 1e-9);
  expect(valueOf(many)).toBeGreaterThanOrEqual(valueOf(few) - 1e-6);
}));

holds(2, 'exact copies, in any order of rows and columns, in other letters and white space, change no price by a cent', fc.asyncProperty(tables, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 1e6 }), fc.nat(12), async (table, times, seed, most) => {
  const random = seededRandom(seed);
  const disguised = (row: readonly Cell[]): Cell[] => row.map((cell) => (typeof cell === 'string' ? `  ${cell.toUpperCase().replaceAll(' ', ' \t ')} ` : cell));
  const copies = Array.from({ length: times }, () => table.rows.map(disguised)).flat();
  // One of the rows many times more.
  const again = Array.from({ length: most }, () => table.rows[seed % table.rows.length] ?? []);
  const rows = [...copies, ...again, ...table.rows].map((row) => ({ row, key: random() })).toSorted((a, b) => a.key - b.key).map(({ row }) => row);
  const order = [2, 0, 1];
  const turned: RowTable = { columns: order.flatMap((index) => { const column = columns[index]; return column ? [{ ...column, name: column.name.toUpperCase() }] : []; }), rows: rows.map((row) => order.map((index) => row[index] ?? null)) };
  const [once, copied] = [await figuresOf(db, table), await figuresOf(db, turned)];
  expect(effective(copied)).toBeCloseTo(effective(once), 9);
  expect(priceOf(copied)).toBe(priceOf(once));
}));

holds(3, 'any number of copies that differ by next to nothing raise effective rows by one of them at most', fc.asyncProperty(tables, fc.integer({ min: 2, max: 15 }), fc.nat(), async (table, times, which) => {
  const chosen = table.rows[which % table.rows.length] ?? [];
  const jittered = Array.from({ length: times }, (_, turn) => chosen.map((cell, index) => (index === 1 && typeof cell === 'number' ? cell * (1 + (turn + 1) * 1e-11) : cell)));
  const [before, after] = [await figuresOf(db, table), await figuresOf(db, { columns, rows: [...table.rows, ...jittered] })];
  const one = effective(await figuresOf(db, { columns, rows: [chosen] }));
  const [few, many] = [before, after].map((figures) => effective({ ...figures, columns: figures.columns.map((column) => ({ ...column, isRepeat: false })) }));
  expect(many ?? 0).toBeLessThanOrEqual((few ?? 0) + one * (1 + 1e-9) + 1e-9);
}));

holds(4, 'a constant column, or one that repeats another, raises nothing', fc.asyncProperty(tables, fc.boolean(), fc.nat(2), async (table, isConstant, which) => {
  const source = columns[which];
  if (!source) throw new Error('three columns');
  const wider: RowTable = {
    columns: [...columns, { ...source, name: 'added', kind: isConstant ? 'constant' : source.kind }],
    rows: table.rows.map((row) => [...row, isConstant ? (source.type === 'VARCHAR' ? 'same' : 7) : (row[which] ?? null)]),
  };
  const [before, after] = [await figuresOf(db, table), await figuresOf(db, wider)];
  expect(effective(after)).toBeLessThanOrEqual(effective(before) + 1e-9);
  const price = (figures: RowFigures) => explainPrice({ ...rest, ...figures, documentedCount: 0 }, market);
  const [less, more] = [price(before), price(after)];
  if (less.ok && more.ok) expect(more.value.suggestedMinor).toBeLessThanOrEqual(less.value.suggestedMinor);
}));

holds(6, 'the unit of a column changes nothing', fc.asyncProperty(tables, fc.constantFrom(1_000, 0.001, 1e6), async (table, unit) => {
  // Whole thousands, so that the product is the same number in the other unit.
  const inUnit = (by: number): RowTable => ({ columns, rows: table.rows.map((row) => row.map((cell, index) => (index === 1 && typeof cell === 'number' ? Number((cell * 64).toFixed(0)) * by : cell))) });
  const [metres, other] = [await figuresOf(db, inUnit(1)), await figuresOf(db, inUnit(unit))];
  expect(effective(other)).toBeCloseTo(effective(metres), 9);
  expect(priceOf(other)).toBe(priceOf(metres));
}));

const days = fc.array(fc.tuple(fc.integer({ min: 2000, max: 2025 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 13, max: 28 }), fc.integer({ min: 0, max: 99 })), { minLength: 2, maxLength: 8 });
const two = (part: number): string => String(part).padStart(2, '0');
const spellings: Readonly<Record<string, (year: number, month: number, day: number) => string>> = {
  'year-month-day': (year, month, day) => `${year}-${two(month)}-${two(day)}`, 'year/month/day': (year, month, day) => `${year}/${two(month)}/${two(day)}`,
  'day/month/year': (year, month, day) => `${two(day)}/${two(month)}/${year}`, 'month/day/year': (year, month, day) => `${two(month)}/${two(day)}/${year}`, 'day-month-year': (year, month, day) => `${two(day)}-${two(month)}-${year}`,
};

holds(6, 'the spelling of its dates changes nothing, read from files as an upload is', fc.asyncProperty(days, fc.constantFrom(...Object.keys(spellings)), async (rows, spelling) => {
  const fileOf = (spell: (year: number, month: number, day: number) => string): string => `day,depth\n${rows.map(([year, month, day, depth]) => `${spell(year, month, day)},${depth}`).join('\n')}\n`;
  const [plain, other] = [spellings['year-month-day'], spellings[spelling]];
  if (!plain || !other) throw new Error('two spellings');
  const [one, another] = [await figuresOfCsv(fileOf(plain)), await figuresOfCsv(fileOf(other))];
  expect(another.newest).toEqual(one.newest);
  expect(priceOf(another.figures, another.newest)).toBe(priceOf(one.figures, one.newest));
}));
