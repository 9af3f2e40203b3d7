import { toCsv } from '@/lib/shared/to-csv';
import type { DictionaryEntry } from '../../dictionary/schema';
import type { ColumnProfile } from '../../schema';

/** What was measured of a column; null: not for whoever asks. */
type Measured = Pick<ColumnProfile, 'name' | 'type' | 'min' | 'max'> & { readonly nullCount: number | null; readonly distinctCount: number | null };
export type DictionaryFacts = { readonly title: string; readonly columns: readonly Measured[]; readonly entries: readonly DictionaryEntry[] };

/** Name, description and unit first: what a seller fills in and gives back; then what was measured. */
export function dictionaryCsv({ columns, entries }: Omit<DictionaryFacts, 'title'>): string {
  const said = new Map(entries.map((entry) => [entry.name, entry]));
  return toCsv(['name', 'description', 'unit', 'type', 'empty_cells', 'distinct_values', 'minimum', 'maximum'], columns.map((column) => [
    column.name, said.get(column.name)?.description ?? '', said.get(column.name)?.unit ?? '', column.type, column.nullCount, column.distinctCount, column.min, column.max,
  ]));
}

/** The same as metadata of a table after CSV on the Web (W3C, 2015), which dictionaries of other catalogues can be made from. */
export function dictionaryCsvw({ title, columns, entries }: DictionaryFacts, { url }: { /** Of the table that it describes. */ readonly url: string }) {
  const said = new Map(entries.map((entry) => [entry.name, entry]));
  return {
    '@context': 'http://www.w3.org/ns/csvw', url, 'dc:title': title,
    tableSchema: {
      columns: columns.map(({ name, type, nullCount }) => {
        const { description = '', unit = '' } = said.get(name) ?? {};
        return { titles: name, datatype: datatypeOf(type), required: nullCount === 0, ...(description === '' ? {} : { 'dc:description': description }), ...(unit === '' ? {} : { 'schema:unitText': unit }) };
      }),
    },
  };
}

/** DuckDB's types as those of XML Schema that CSVW names. */
function datatypeOf(type: string): string {
  if (/^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER)$/.test(type)) return 'integer';
  if (/^DECIMAL/.test(type)) return 'decimal';
  if (type === 'DOUBLE' || type === 'FLOAT') return 'double';
  if (type === 'BOOLEAN') return 'boolean';
  if (type === 'DATE') return 'date';
  if (type === 'TIME') return 'time';
  return /^TIMESTAMP/.test(type) ? 'dateTime' : 'string';
}
