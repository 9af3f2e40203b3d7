import { createReadStream } from 'node:fs';
import { uploadRevision } from '@/lib/datasets';
import { releaseRevision } from '@/lib/delivery';
import type { Result } from '@/lib/shared/result';
import type { DemoAccounts } from './seed-accounts';
import { sellerContext, type SeedFrame } from './seed-listings';
import { readSources } from './source';
import type { DemoTable } from './tables';

/** Releases the whole table where only a part was listed, the way a seller does. What an earlier run did is left alone. */
export async function seedRevisions(frame: SeedFrame, { accounts, tables }: { readonly accounts: DemoAccounts; readonly tables: readonly DemoTable[] }): Promise<void> {
  const sources = await readSources();
  for (const table of tables.filter((each) => each.firstBelow !== undefined)) {
    const source = sources.get(table.resource);
    if (!source) throw new Error(`vega-datasets has no table named ${table.resource}`);
    const ctx = sellerContext(frame, accounts, table);
    const revisions = await frame.db.revision.findMany({
      where: { fileName: source.fileName, status: 'READY', dataset: { ownerId: accounts.sellers[table.seller], listing: { is: { status: 'PUBLISHED' } } } }, orderBy: { number: 'asc' }, select: { id: true, datasetId: true, byteSize: true, release: { select: { id: true } } },
    });
    const [first, second] = revisions;
    // Listed whole by an older version of the demo, or released already.
    if (!first || Number(first.byteSize) === source.byteSize || second?.release) continue;
    const revisionId = second?.id ?? done(await uploadRevision(ctx, { fileName: source.fileName, bytes: createReadStream(source.filePath), datasetId: first.datasetId })).id;
    done(await releaseRevision(ctx, { revisionId, notes: table.firstBelow?.notes ?? '', keyNames: null, noticeDays: 0 }));
    frame.say(`${source.fileName} · second revision`);
  }
}

function done<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`A second revision could not be released: ${result.refusal.code}`);
}
