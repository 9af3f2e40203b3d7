import { text } from 'node:stream/consumers';
import { ok, refuse } from '@/lib/shared/result';
import type { KeysJob } from './job';
import { liveWithParent } from './live-with-parent';
import { listColumns } from './profile-columns';
import { quote, quoteName } from './sql-text';
import { withSource } from './with-source';

// The process that cuts the values of one column out of a table, for a foreign key to be checked against; see child.ts.
liveWithParent();
const job = JSON.parse(await text(process.stdin)) as KeysJob;
const answer = await withSource(job, async (db) => {
  const columns = await listColumns(db);
  if (!columns.some((column) => column.name === job.column) || job.sample.path === null) return refuse('column-unknown', { field: job.column });
  await db.run(`copy (select distinct ${quoteName(job.column)}::varchar as value from source where ${quoteName(job.column)} is not null) to ${quote(job.sample.path)} (format parquet)`);
  return ok(null);
});
process.stdout.write(JSON.stringify(answer), () => process.exit(0));
