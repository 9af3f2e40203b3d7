import { text } from 'node:stream/consumers';
import { liveWithParent } from './live-with-parent';
import { scoreTables, type ScoreJob } from './score-tables';

// The process that scores one table by another; see child.ts.
liveWithParent();
const job = JSON.parse(await text(process.stdin)) as ScoreJob;
const answer = await scoreTables(job);
process.stdout.write(JSON.stringify(answer), () => process.exit(0));
