import { resolve } from 'node:path';
import { storage } from '@/lib/storage';
import { isGzipName } from './core/file-format';
import type { FileFormat } from './schema';

/** Selects what `locateTable` needs to know of a revision's Parquet copy. */
export const tableSelect = { select: { sha256: true, isFaithful: true } } as const;

export type StoredTable = { readonly sha256: string; readonly format: FileFormat; readonly fileName: string; readonly table: { readonly sha256: string; readonly isFaithful: boolean } | null };
export type LocatedTable = { readonly path: string; readonly format: FileFormat; readonly isGzip: boolean };

/**
 * The file to read a revision's rows from: its sorted Parquet where that holds exactly what was measured, else the bytes that were uploaded. `keepsOrder`: rows are wanted as
 * the file has them, which only the upload knows. What lies encrypted is opened into `scratch`, which the caller removes.
 */
export async function locateTable({ sha256, format, fileName, table }: StoredTable, scratch: string, { keepsOrder = false }: { readonly keepsOrder?: boolean } = {}): Promise<LocatedTable> {
  if (!keepsOrder && table?.isFaithful === true && (await storage().exists(table.sha256))) return { path: resolve(await storage().localPath(table.sha256, scratch)), format: 'PARQUET', isGzip: false };
  return { path: resolve(await storage().localPath(sha256, scratch)), format, isGzip: isGzipName(fileName) };
}
