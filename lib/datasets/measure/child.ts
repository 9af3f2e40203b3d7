import { text } from 'node:stream/consumers';
import type { MeasureAnswer, MeasureJob } from './job';
import { measureFile } from './measure-file';

// The process that measures: a job on standard input, an answer on standard output. Whatever else happens to it,
// memory, time or a crash, the parent sees as a refusal.
const job = JSON.parse(await text(process.stdin)) as MeasureJob;
const answer: MeasureAnswer = await measureFile(job);
process.stdout.write(JSON.stringify(answer), () => process.exit(0));
