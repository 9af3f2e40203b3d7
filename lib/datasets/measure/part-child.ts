import { text } from 'node:stream/consumers';
import { ok } from '@/lib/shared/result';
import type { PartJob } from './job';
import { liveWithParent } from './live-with-parent';
import { listColumns } from './profile-columns';
import { withSource } from './with-source';
import { writeSample } from './write-sample';

// The process that cuts a part of a table in its nested order; see child.ts.
liveWithParent();
const job = JSON.parse(await text(process.stdin)) as PartJob;
const answer = await withSource(job, async (db, rowCount) => ok((await writeSample(db, { columns: await listColumns(db), rowCount, wish: job.sample, rows: job.rows })).content));
process.stdout.write(JSON.stringify(answer), () => process.exit(0));
