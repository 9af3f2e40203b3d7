import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Db } from '@/lib/db';
import { env } from '@/lib/env';
import { refuse, type Result } from '@/lib/shared/result';
import { findPublishedParquet } from './store';

/** The published sample as a Parquet file, for as long as `use` takes. The caller has made sure that its listing is published. */
export async function withPublishedSample<Value>(db: Db, { revisionId }: { readonly revisionId: string }, use: (path: string) => Promise<Result<Value>>): Promise<Result<Value>> {
  const sample = await findPublishedParquet(db, { revisionId });
  if (!sample) return refuse('sample-missing');
  const folder = resolve(env().STATE_DIR, 'incoming');
  await mkdir(folder, { recursive: true });
  const path = join(folder, `question-${randomUUID()}.parquet`);
  await writeFile(path, sample.parquet, { mode: 0o600 });
  try {
    return await use(path);
  } finally {
    await rm(path, { force: true });
  }
}
