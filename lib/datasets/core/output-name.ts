import type { FileFormat } from '../schema';

type OutputFormat = 'CSV' | 'TSV' | 'NDJSON' | 'PARQUET';
const endings = { CSV: 'csv', TSV: 'tsv', NDJSON: 'ndjson', PARQUET: 'parquet' } as const;

/** The format a table made from a file of another is written in. */
export function outputFormatOf(format: FileFormat): OutputFormat {
  switch (format) {
    case 'CSV': case 'TSV': case 'NDJSON': case 'PARQUET': return format;
    case 'JSON': return 'NDJSON';
    case 'XLSX': case 'ZIP': return 'CSV';
  }
}

export function outputName(fileName: string, format: OutputFormat): string {
  return `${fileName.replace(/\.gz$/i, '').replace(/\.[^.]+$/, '').slice(0, 190)}.${endings[format]}`;
}
