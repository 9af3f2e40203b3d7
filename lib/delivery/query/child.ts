import { writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { answerQuestion, openEngine } from './answer-question';
import { questionLimits, type QuestionJob } from './job';

// The process that answers one question and ends. It is started before anybody asks, with the engine open, and waits for its job.
const megabyte = 1024 * 1024;
const watch = setInterval(() => { if (process.memoryUsage.rss() > questionLimits.residentMegabytes * megabyte) process.exit(9); }, 20);
watch.unref();
// When the machine runs out of memory, this process is the one to go. Only Linux knows how to be told.
await writeFile('/proc/self/oom_score_adj', '1000').catch(() => undefined);
const instance = await openEngine();
const asked = await text(process.stdin);
// The server has gone without asking.
if (asked === '') process.exit(0);
const answer = await answerQuestion(instance, JSON.parse(asked) as QuestionJob);
process.stdout.write(JSON.stringify(answer), () => process.exit(0));
