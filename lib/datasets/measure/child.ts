import { createWriteStream, type WriteStream } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { MeasureAnswer, MeasureJob } from './job';
import { liveWithParent } from './live-with-parent';
import { measureFile } from './measure-file';
import type { Progress } from './progress';

let channel: WriteStream | undefined;

// The process that measures: a job on standard input, an answer on standard output. Whatever else happens to it,
// memory, time or a crash, the parent sees as a refusal.
liveWithParent();
const job = JSON.parse(await text(process.stdin)) as MeasureJob;
const answer: MeasureAnswer = await measureFile(job, tellProgress);
process.stdout.write(JSON.stringify(answer), () => process.exit(0));

/** On the fourth descriptor, apart from the answer; nobody has to listen. */
function tellProgress(progress: Progress): void {
  channel ??= createWriteStream('', { fd: 3 }).on('error', () => undefined);
  channel.write(`${JSON.stringify(progress)}\n`);
}
