import { text } from 'node:stream/consumers';
import { ok } from '@/lib/shared/result';
import { checkRules } from './check-rules';
import type { MeasureJob } from './job';
import { liveWithParent } from './live-with-parent';
import { listColumns } from './profile-columns';
import { withSource } from './with-source';

// The process that checks rules against a table; see child.ts.
liveWithParent();
const job = JSON.parse(await text(process.stdin)) as MeasureJob;
const answer = await withSource(job, async (db, rowCount) => ok(await checkRules(db, job.rules ?? [], { columns: await listColumns(db), rowCount })));
process.stdout.write(JSON.stringify(answer), () => process.exit(0));
