import { text } from 'node:stream/consumers';
import { generaliseTable, type GeneraliseJob } from './generalise-table';

// The process that tries or applies a generalisation; see child.ts.
const job = JSON.parse(await text(process.stdin)) as GeneraliseJob;
const answer = await generaliseTable(job);
process.stdout.write(JSON.stringify(answer), () => process.exit(0));
