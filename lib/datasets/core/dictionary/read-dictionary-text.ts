import { refuse, ok, type Result } from '@/lib/shared/result';
import { maxDescriptionLength, maxUnitLength, type DictionaryEntry } from '../../dictionary/schema';
import { parseRecords } from '../delimited/parse-records';
import { sniffDialect } from '../delimited/sniff-dialect';

/** What others call the three: our own export, Data Packages, CKAN, Dataverse and the templates of other markets. */
const heads: Readonly<Record<keyof DictionaryEntry, ReadonlySet<string>>> = {
  name: new Set(['name', 'column', 'column name', 'field', 'field name', 'variable', 'variable name', 'attribute', '列', '列名', '字段', '字段名', '变量', '变量名']),
  description: new Set(['description', 'definition', 'meaning', 'label', 'notes', 'variable label', 'field description', 'column description', '说明', '描述', '含义', '定义', '标签']),
  unit: new Set(['unit', 'units', 'unit of measure', 'units of measure', '单位', '计量单位']),
};
const maxRecords = 10_000;

/** `entries`: of columns that are there. `unknown`: names that no column has. `cut`: how many texts were longer than fits. */
export type ReadDictionary = { readonly entries: readonly DictionaryEntry[]; readonly unknown: readonly string[]; readonly cut: number };

/**
 * A data dictionary written as delimited text with a head: which column has the names, the descriptions and the units is told by what they are called. Names
 * are compared as they are spelt, then without case. The apostrophe that our own CSV writes before what a spreadsheet would run is taken away again.
 */
export function readDictionaryText(text: string, names: readonly string[]): Result<ReadDictionary> {
  const body = text.replace(/^\uFEFF/, '');
  const dialect = sniffDialect(body, { isWhole: true, isTab: false });
  if (!dialect.ok) return refuse('dictionary-unreadable');
  const parsed = parseRecords(body, dialect.value, { isWhole: true, maxRecords });
  const [head, ...rows] = parsed.records.slice(dialect.value.skip);
  const at = (kind: keyof DictionaryEntry) => head?.fields.findIndex((field) => heads[kind].has(field.normalize('NFKC').trim().toLowerCase().replaceAll('_', ' '))) ?? -1;
  const places = { name: at('name'), description: at('description'), unit: at('unit') };
  if (parsed.faultLine !== null || places.name < 0 || (places.description < 0 && places.unit < 0)) return refuse('dictionary-unreadable');
  const known = new Map([...names.map((name) => [name.trim().toLowerCase(), name] as const), ...names.map((name) => [name, name] as const)]);
  const entries = new Map<string, DictionaryEntry>();
  const unknown = new Set<string>();
  let cut = 0;
  const fit = (value: string, max: number): string => {
    const plain = value.replace(/^'(?=[\s\0]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])/, '').replace(/[\s\p{Cc}]+/gu, ' ').trim();
    if (plain.length > max) cut += 1;
    return plain.slice(0, max).trim();
  };
  for (const { fields } of rows) {
    const asked = (fields[places.name] ?? '').replace(/^'(?=[\s\0]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])/, '');
    const name = known.get(asked) ?? known.get(asked.trim().toLowerCase());
    if (name === undefined) {
      if (asked.trim() !== '') unknown.add(asked.trim());
      continue;
    }
    entries.set(name, { name, description: fit(fields[places.description] ?? '', maxDescriptionLength), unit: fit(fields[places.unit] ?? '', maxUnitLength) });
  }
  return ok({ entries: [...entries.values()], unknown: [...unknown], cut });
}
