import { refuse, ok, type Result } from '@/lib/shared/result';
import { asLine, maxDescriptionLength, maxUnitLength, type DictionaryEntry } from '../../dictionary/schema';
import { parseRecords } from '../delimited/parse-records';
import { sniffDialect } from '../delimited/sniff-dialect';

/** What others call the three, the likeliest first: our own export, Data Packages, CKAN, Dataverse and the templates of other markets. */
const heads: Readonly<Record<keyof DictionaryEntry, readonly string[]>> = {
  name: ['name', 'column', 'column name', 'field', 'field name', 'variable', 'variable name', 'attribute', '列', '列名', '字段', '字段名', '变量', '变量名'],
  description: ['description', 'definition', 'meaning', 'field description', 'column description', 'label', 'variable label', 'notes', '说明', '描述', '含义', '定义', '标签'],
  unit: ['unit', 'units', 'unit of measure', 'units of measure', '单位', '计量单位'],
};
const maxRecords = 10_000;
/** What our own CSV writes before what a spreadsheet would run. */
const guard = /^'(?='*[\s\0]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])/;

/** Of a column that is there; a part of which the file says nothing is left out. */
export type ReadEntry = Pick<DictionaryEntry, 'name'> & Partial<DictionaryEntry>;
/** `unknown`: names that no column has. `cut`: how many texts were longer than fits. */
export type ReadDictionary = { readonly entries: readonly ReadEntry[]; readonly unknown: readonly string[]; readonly cut: number };

/**
 * A data dictionary written as delimited text with a head: which column has the names, the descriptions and the units is told by what they are called. Names
 * are compared without the apostrophe of our own CSV and as they are spelt, then without case. An empty cell says nothing: it takes nothing away.
 */
export function readDictionaryText(text: string, names: readonly string[]): Result<ReadDictionary> {
  const body = text.replace(/^\uFEFF/, '');
  const dialect = sniffDialect(body, { isWhole: true, isTab: false });
  if (!dialect.ok) return dialect.refusal.params?.line === undefined ? refuse('dictionary-unreadable') : dialect;
  const parsed = parseRecords(body, dialect.value, { isWhole: true, maxRecords });
  const [head, ...rows] = parsed.records.slice(dialect.value.skip);
  const titles = head?.fields.map((field) => field.normalize('NFKC').trim().toLowerCase().replaceAll('_', ' ')) ?? [];
  const at = (kind: keyof DictionaryEntry) => titles.indexOf(heads[kind].find((title) => titles.includes(title)) ?? '\0');
  const places = { name: at('name'), description: at('description'), unit: at('unit') };
  if (parsed.faultLine !== null || places.name < 0 || (places.description < 0 && places.unit < 0)) return refuse('dictionary-unreadable');
  const columnOf = namesBy(names);
  const entries = new Map<string, ReadEntry>();
  const unknown = new Set<string>();
  let cut = 0;
  const read = (value: string | undefined, max: number): string => {
    const plain = asLine((value ?? '').replace(guard, ''));
    if (plain.length > max) cut += 1;
    // Never half a character.
    return asLine(plain.slice(0, max));
  };
  for (const { fields } of rows) {
    const asked = fields[places.name] ?? '';
    const name = columnOf(asked);
    if (name === undefined) {
      if (asked.trim() !== '') unknown.add(asked.trim().slice(0, 80));
      continue;
    }
    const [description, unit] = [read(fields[places.description], maxDescriptionLength), read(fields[places.unit], maxUnitLength)];
    if (description !== '' || unit !== '') entries.set(name, { ...entries.get(name), name, ...(description === '' ? {} : { description }), ...(unit === '' ? {} : { unit }) });
  }
  return ok({ entries: [...entries.values()], unknown: [...unknown], cut });
}

function namesBy(names: readonly string[]): (asked: string) => string | undefined {
  const exact = new Set(names);
  const plain = (name: string) => name.normalize('NFC').trim().toLowerCase();
  const alike = new Map(names.toReversed().map((name) => [plain(name), name]));
  return (asked) => {
    const bare = asked.replace(guard, '');
    return [bare, asked].find((name) => exact.has(name)) ?? alike.get(plain(bare)) ?? alike.get(plain(asked));
  };
}
