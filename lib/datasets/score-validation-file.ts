import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Db } from '@/lib/db';
import { refuse, type Result } from '@/lib/shared/result';
import { formatOfName, isGzipName } from './core/file-format';
import { cutNestedPart } from './cut-nested-part';
import { askChild } from './measure/ask-child';
import { measureLimits, type MeasureJob } from './measure/job';
import type { ScoreJob, TableScore } from './measure/score-tables';
import { withScratch } from './measure/with-scratch';
import { listUnshownColumns } from './privacy/list-unshown-columns';
import { maxValidationBytes, type FileFormat } from './schema';

/** More than this of what somebody owns is not looked at. */
const mostRows = 5_000;
const scoreSeconds = 60;

class TooLarge extends Error {}

type Scoring = { readonly revisionId: string; readonly datasetId: string; /** Of the nested order, what the asker owns; null for who owns nothing: the published sample, which is everybody's. */ readonly ownedRows: number | null; readonly fileName: string; readonly label: string; readonly bytes: Readable };

/**
 * Scores somebody's own labelled file against a revision, in a process of its own. The file lies in a folder that is removed whatever happens, is in no
 * store and no table, and only aggregates leave. The rows compared with are those the asker has already: the published sample, or the part she owns, without the
 * columns whose values are shown to nobody. An answer about rows that are for sale would be a way to ask for them one by one.
 */
export async function scoreValidationFile(db: Db, { fileName, ...scoring }: Scoring): Promise<Result<TableScore>> {
  const format = formatOfName(fileName);
  if (!format.ok) return format;
  // Uploads are measured in the same two places: scores take one at most, and nobody queues for it.
  if (isScoring) return refuse('query-busy');
  isScoring = true;
  try {
    return await scoreInScratch(db, { ...scoring, fileName, format: format.value });
  } finally {
    isScoring = false;
  }
}

let isScoring = false;

function scoreInScratch(db: Db, { revisionId, datasetId, ownedRows, fileName, label, bytes, format }: Scoring & { readonly format: FileFormat }): Promise<Result<TableScore>> {
  return withScratch(async (scratch) => {
    const path = join(scratch, 'validation');
    try {
      await pipeline(bytes, limitTo(maxValidationBytes), createWriteStream(path, { mode: 0o600 }));
    } catch (error) {
      return error instanceof TooLarge ? refuse('file-too-large', { params: { maxBytes: maxValidationBytes } }) : refuse('upload-interrupted');
    }
    const jobOf = async (name: string, file: Pick<MeasureJob, 'path' | 'format' | 'isGzip'>): Promise<MeasureJob> => {
      const folder = join(scratch, name);
      await mkdir(folder);
      return { ...file, scratch: folder, limits: { ...measureLimits, maxUnpackedBytes: 64 * 1024 * 1024, memoryMegabytes: 512 }, sample: { key: '', hidden: [], path: null } };
    };
    const validation = await jobOf('own', { path, format, isGzip: isGzipName(fileName) });
    const rows = ownedRows === null ? null : Math.min(ownedRows, mostRows);
    return cutNestedPart<TableScore>(db, { revisionId, rows, hidden: await listUnshownColumns(db, { revisionId, datasetId }) }, async (part, { columns }) => {
      if (columns.length === 0) return refuse('scoring-not-possible', { params: { reason: 'columns' } });
      const train = await jobOf('offered', { path: part, format: 'PARQUET', isGzip: false });
      return askChild<ScoreJob, TableScore>({ script: 'score-child', job: { train, validation, label }, seconds: scoreSeconds });
    });
  });
}

function limitTo(maxBytes: number): Transform {
  let taken = 0;
  return new Transform({ transform(chunk: Buffer, _, done) { taken += chunk.length; done(taken > maxBytes ? new TooLarge() : null, chunk); } });
}
