import { text } from 'node:stream/consumers';
import { scoreTables, type ScoreJob } from './score-tables';

// The process that scores one table by another; see child.ts.
const job = JSON.parse(await text(process.stdin)) as ScoreJob;
const answer = await scoreTables(job);
process.stdout.write(JSON.stringify(answer), () => process.exit(0));
