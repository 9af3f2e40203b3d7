import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ok, type Result } from '@/lib/shared/result';
import type { FileFormat } from '../../schema';
import type { MeasureJob } from '../job';
import { unpackGzip } from './unpack-gzip';
import { unpackWorkbook } from './unpack-workbook';
import { unpackZip } from './unpack-zip';

/** A file that the engine reads as it lies. `name` is what its owner calls it, null for the upload itself. */
export type SourcePart = { readonly name: string | null; readonly path: string; readonly format: Exclude<FileFormat, 'XLSX' | 'ZIP'> };

/** What a job's file consists of for the engine: itself, or what it unpacks to, in the job's scratch folder. */
export async function unpackSource(job: MeasureJob): Promise<Result<readonly SourcePart[]>> {
  const { format, path } = job;
  if (format !== 'XLSX' && format !== 'ZIP' && job.isGzip !== true) return ok([{ name: null, path, format }]);
  const folder = join(job.scratch, 'unpacked');
  await mkdir(folder, { recursive: true });
  if (format === 'ZIP') return partsOfZip(await unpackZip(path, folder, job.limits), folder, job);
  if (format === 'XLSX') return partsOfWorkbook(await unpackWorkbook(path, folder, job.limits));
  const target = join(folder, 'part-0');
  const unpacked = await unpackGzip(path, target, job.limits.maxUnpackedBytes);
  return unpacked.ok ? ok([{ name: null, path: target, format }]) : unpacked;
}

/** Workbooks in an archive are unpacked in their turn; nothing else is, so nesting ends here. */
async function partsOfZip(tables: Awaited<ReturnType<typeof unpackZip>>, folder: string, { limits }: MeasureJob): Promise<Result<readonly SourcePart[]>> {
  if (!tables.ok) return tables;
  const parts: SourcePart[] = [];
  for (const [index, { name, path, format }] of tables.value.entries()) {
    if (format === 'XLSX') {
      const own = join(folder, `book-${index}`);
      await mkdir(own);
      const sheets = partsOfWorkbook(await unpackWorkbook(path, own, limits));
      if (!sheets.ok) return sheets;
      parts.push(...sheets.value.map((sheet) => ({ ...sheet, name: `${name} · ${sheet.name ?? ''}` })));
    } else if (format !== 'ZIP') {
      parts.push({ name, path, format });
    }
  }
  return ok(parts);
}

function partsOfWorkbook(sheets: Awaited<ReturnType<typeof unpackWorkbook>>): Result<readonly SourcePart[]> {
  return sheets.ok ? ok(sheets.value.map(({ name, path }) => ({ name, path, format: 'NDJSON' as const }))) : sheets;
}
