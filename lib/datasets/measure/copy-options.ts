/** Formats a table made by the exchange is written in, and how. */
export type OutputFormat = 'CSV' | 'TSV' | 'NDJSON' | 'PARQUET';
export const copyOptions = { CSV: 'format csv, header', TSV: `format csv, header, delimiter '\t'`, NDJSON: 'format json', PARQUET: 'format parquet, compression zstd' } as const;
