import { createHash } from 'node:crypto';
import type { ItemRules, RuleTable } from './item-rules';
import { tableOf, type SessionTable } from './session-table';

/** `full`: bit for bit; `compact`: shares in 16 bits, times in seconds; `smallest`: shares in 8 bits, times in hours. */
export type Precision = 'full' | 'compact' | 'smallest';
/** What the index was made from: with it, the same one can be made again. */
export type IndexOrigin = { readonly builtAt: number; readonly newestEventId: string; readonly since: string };
export type IndexContents = {
  readonly table: SessionTable; readonly rules: ItemRules; readonly origin: IndexOrigin;
  /** A number for each visit that stands for whose it is, so that she can be left out at once; none where nobody is to be. */
  readonly owners?: Uint32Array;
  /** What travels with the index, as text: other models of the same events. */
  readonly extra?: string;
};
export type ReadIndex = Required<IndexContents>;
export type IndexFault = 'cut-off' | 'other-version' | 'damaged';

const magic = 'DBIX';
/** Counts up whenever the same bytes would mean something else: an index of another version is refused and made anew. */
export const indexFormat = 2;
const [prefixBytes, hashBytes] = [12, 32];

type Kind = 'u8' | 'u16' | 'u32' | 'f32' | 'f64' | 'text';
type Section = { readonly name: string; readonly kind: Kind; readonly length: number };
type Header = { readonly origin: IndexOrigin; readonly precision: Precision; readonly scales: Readonly<Record<string, number>>; readonly sections: readonly Section[] };

/**
 * One file: magic, version, length of the header, the header as JSON, the arrays one after the other, each at a multiple of eight, and the SHA-256 of all
 * of it. The same index gives the same bytes.
 */
export function encodeIndex({ table, rules, origin, owners = new Uint32Array(0), extra = '' }: IndexContents, precision: Precision = 'compact'): Uint8Array {
  const writer = sections();
  const wide = table.itemCount > 0xffff ? 'u32' : 'u16';
  writer.add('names', 'text', new TextEncoder().encode(table.nameOf.join('\n')));
  writer.add('lengths', 'u16', lengthsOf(table.starts));
  writer.add('items', wide, table.items);
  writer.add('places', 'u16', table.places);
  writer.addTimes(table.at, precision);
  writer.addReal('idf', table.idf, precision);
  for (const [name, rule] of [['follows', rules.follows], ['together', rules.together]] as const) {
    writer.add(`${name}.lengths`, 'u8', lengthsOf(rule.starts));
    writer.add(`${name}.items`, wide, rule.items);
    writer.addReal(`${name}.shares`, rule.shares, precision);
  }
  writer.add('owners', 'u32', owners);
  writer.add('extra', 'text', new TextEncoder().encode(extra));
  const header = new TextEncoder().encode(JSON.stringify({ origin, precision, scales: writer.scales, sections: writer.list.map(({ name, kind, length }) => ({ name, kind, length })) } satisfies Header));
  const start = aligned(prefixBytes + header.length);
  const body = writer.list.reduce((at, section) => aligned(at + section.bytes.length), start);
  const file = new Uint8Array(body + hashBytes);
  const view = new DataView(file.buffer);
  file.set(new TextEncoder().encode(magic));
  view.setUint16(4, indexFormat, true);
  view.setUint32(8, header.length, true);
  file.set(header, prefixBytes);
  let at = start;
  for (const { bytes } of writer.list) {
    file.set(bytes, at);
    at = aligned(at + bytes.length);
  }
  file.set(createHash('sha256').update(file.subarray(0, body)).digest(), body);
  return file;
}

/** Reads what `encodeIndex` wrote; anything else is told apart by what is wrong with it. Never reads past the end, whatever the bytes say. */
export function decodeIndex(bytes: Uint8Array): { readonly ok: true; readonly contents: ReadIndex } | { readonly ok: false; readonly fault: IndexFault } {
  // A Buffer's slices share its memory: parts must be copies.
  const file = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const refused = (fault: IndexFault) => ({ ok: false, fault }) as const;
  if (file.length < prefixBytes + hashBytes) return refused('cut-off');
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (new TextDecoder().decode(file.subarray(0, 4)) !== magic || view.getUint16(4, true) !== indexFormat) return refused('other-version');
  const body = file.length - hashBytes;
  const hash = createHash('sha256').update(file.subarray(0, body)).digest();
  const headerEnd = prefixBytes + view.getUint32(8, true);
  if (headerEnd > body) return refused('cut-off');
  if (!hash.equals(file.subarray(body))) return refused('damaged');
  const header = JSON.parse(new TextDecoder().decode(file.subarray(prefixBytes, headerEnd))) as Header;
  return { ok: true, contents: read(file, header, aligned(headerEnd)) };
}

/** The hash of the file holds, so its header says what is there. */
function read(file: Uint8Array, { sections: list, scales, origin }: Header, start: number): ReadIndex {
  const parts = new Map<string, Numbers>();
  let at = start;
  const texts = new Map<string, string>();
  for (const { name, kind, length } of list) {
    const bytes = file.slice(at, at + length * widths[kind]);
    at = aligned(at + bytes.length);
    if (kind === 'text') texts.set(name, new TextDecoder().decode(bytes));
    else parts.set(name, numbersOf(kind, bytes.buffer));
  }
  const numbers = (name: string): Numbers => parts.get(name) ?? new Uint8Array(0);
  const reals = (name: string): Float64Array => { const [scale, from] = [scales[name], scales[`${name}.from`] ?? 0]; const stored = Float64Array.from(numbers(name)); return scale === undefined ? stored : stored.map((value) => from + value * scale); };
  const ruleOf = (name: string): RuleTable => ({ starts: startsOf(numbers(`${name}.lengths`)), items: Int32Array.from(numbers(`${name}.items`)), shares: Float32Array.from(reals(`${name}.shares`)) });
  const names = texts.get('names') ?? '';
  const table = tableOf({ nameOf: names === '' ? [] : names.split('\n'), starts: startsOf(numbers('lengths')), items: Int32Array.from(numbers('items')), places: Int32Array.from(numbers('places')), at: reals('at'), idf: reals('idf') });
  return { table, rules: { follows: ruleOf('follows'), together: ruleOf('together') }, origin, owners: Uint32Array.from(numbers('owners')), extra: texts.get('extra') ?? '' };
}

type Numbers = Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;
const widths: Readonly<Record<Kind, number>> = { u8: 1, u16: 2, u32: 4, f32: 4, f64: 8, text: 1 };

function numbersOf(kind: Exclude<Kind, 'text'>, buffer: ArrayBuffer): Numbers {
  switch (kind) {
    case 'u8': return new Uint8Array(buffer);
    case 'u16': return new Uint16Array(buffer);
    case 'u32': return new Uint32Array(buffer);
    case 'f32': return new Float32Array(buffer);
    case 'f64': return new Float64Array(buffer);
  }
}

function packed(kind: Kind, values: ArrayLike<number>): Uint8Array {
  if (kind === 'text') return Uint8Array.from(values);
  const numbers = numbersOf(kind, new ArrayBuffer(values.length * widths[kind]));
  numbers.set(values);
  return new Uint8Array(numbers.buffer);
}

function sections() {
  const list: (Section & { readonly bytes: Uint8Array })[] = [];
  const scales: Record<string, number> = {};
  const add = (name: string, kind: Kind, values: ArrayLike<number>): void => { list.push({ name, kind, length: values.length, bytes: packed(kind, values) }); };
  const linear = (name: string, values: ArrayLike<number>, kind: 'u8' | 'u16'): void => {
    const steps = kind === 'u8' ? 0xff : 0xffff;
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let index = 0; index < values.length; index += 1) { least = Math.min(least, values[index] ?? 0); most = Math.max(most, values[index] ?? 0); }
    const scale = values.length === 0 || most === least ? 1 : (most - least) / steps;
    scales[name] = scale;
    scales[`${name}.from`] = values.length === 0 ? 0 : least;
    add(name, kind, Array.from(values, (value) => Math.round((value - (scales[`${name}.from`] ?? 0)) / scale)));
  };
  return {
    list, scales, add,
    addReal(name: string, values: ArrayLike<number>, precision: Precision): void {
      if (precision === 'full') add(name, values instanceof Float32Array ? 'f32' : 'f64', values);
      else linear(name, values, precision === 'compact' ? 'u16' : 'u8');
    },
    addTimes(at: Float64Array, precision: Precision): void {
      if (precision === 'full') { add('at', 'f64', at); return; }
      const [unit, from] = [precision === 'compact' ? 1 : 3_600, at[0] ?? 0];
      scales.at = unit;
      scales['at.from'] = from;
      add('at', 'u32', Array.from(at, (time) => Math.max(0, Math.round((time - from) / unit))));
    },
  };
}

function aligned(at: number): number {
  return Math.ceil(at / 8) * 8;
}

function lengthsOf(starts: Int32Array): Int32Array {
  return Int32Array.from({ length: Math.max(0, starts.length - 1) }, (_, index) => (starts[index + 1] ?? 0) - (starts[index] ?? 0));
}

function startsOf(lengths: ArrayLike<number>): Int32Array {
  const starts = new Int32Array(lengths.length + 1);
  for (let index = 0; index < lengths.length; index += 1) starts[index + 1] = (starts[index] ?? 0) + (lengths[index] ?? 0);
  return starts;
}
