import { join } from 'node:path';
import type { Db } from '@/lib/db';
import { refuse, type Result } from '@/lib/shared/result';
import { locateTable } from './locate-table';
import { askChild } from './measure/ask-child';
import { inTurn } from './measure/in-turn';
import { measureLimits, type PartJob, type SampleContent } from './measure/job';
import { measureSeconds } from './measure/run-measurement';
import { withScratch } from './measure/with-scratch';
import { sampleKey } from './sample-key';
import { findTable } from './store';

type Part = { readonly revisionId: string; /** Null: as many as a published sample holds. */ readonly rows: number | null; readonly hidden: readonly string[] };

/**
 * The first rows of a revision in its nested order, as a Parquet file that lies there while `use` reads it. Two parts of one revision are
 * always one inside the other, whenever they are cut.
 */
export async function cutNestedPart<Value>(
  db: Db,
  { revisionId, rows, hidden }: Part,
  use: (path: string, content: SampleContent) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const table = await findTable(db, { revisionId });
  if (!table) return refuse('not-found');
  return inTurn(() => withScratch(async (scratch) => {
    const [located, path] = [await locateTable(table, scratch), join(scratch, 'part.parquet')];
    const job: PartJob = { ...located, scratch, limits: measureLimits, sample: { key: sampleKey(table.datasetId), hidden, path }, rows };
    const cut = await askChild<PartJob, SampleContent>({ script: 'part-child', job, seconds: measureSeconds });
    return cut.ok ? use(path, cut.value) : cut;
  }));
}
