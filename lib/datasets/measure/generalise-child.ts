import { text } from 'node:stream/consumers';
import { generaliseTable, type GeneraliseJob } from './generalise-table';
import { liveWithParent } from './live-with-parent';

// The process that tries or applies a generalisation; see child.ts.
liveWithParent();
const job = JSON.parse(await text(process.stdin)) as GeneraliseJob;
const answer = await generaliseTable(job);
process.stdout.write(JSON.stringify(answer), () => process.exit(0));
