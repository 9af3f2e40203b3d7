/** A part of a table is handed out as Parquet, named for the table and its number of rows. */
export function partFileName(fileName: string, rows: number): string {
  return `${fileName.replace(/\.gz$/i, '').replace(/\.[^.]+$/, '') || 'dataset'}.${rows}-rows.parquet`;
}
