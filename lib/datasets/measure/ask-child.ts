import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { env } from '@/lib/env';
import { childAnswer } from '@/lib/shared/child-answer';
import { refuse, type Result } from '@/lib/shared/result';
import type { Progress, ReportProgress } from './progress';

const maxAnswerBytes = 64 * 1024 * 1024;

type Child<Job> = { /** The script beside this file, without its ending. */ readonly script: string; readonly job: Job; readonly seconds: number; /** What it says on its way, on a channel of its own. */ readonly onProgress?: ReportProgress };

/**
 * Runs one job in a process of its own: the job as JSON on its standard input, a Result as JSON on its standard output. A child that is late,
 * says too much or dies is a refusal. It needs no secret and gets none.
 */
export async function askChild<Job, Value>({ script, job, seconds, onProgress }: Child<Job>): Promise<Result<Value>> {
  const child = spawn(process.execPath, ['--max-old-space-size=1024', '--import', 'tsx', join(process.cwd(), 'lib/datasets/measure', `${script}.ts`)], {
    stdio: ['pipe', 'pipe', 'ignore', 'pipe'], env: { PATH: env().PATH, NODE_ENV: 'production' },
  });
  listenTo(child.stdio[3], onProgress);
  const answer = await childAnswer(child, { job, milliseconds: seconds * 1000, maxBytes: maxAnswerBytes });
  switch (answer.kind) {
    case 'answer': return JSON.parse(answer.text) as Result<Value>;
    case 'late': return refuse('file-measuring-took-too-long', { params: { seconds } });
    // By a machine out of memory, for instance, or by a crash: whether the file is at fault nobody knows.
    case 'killed': return refuse('measuring-broke-off');
    case 'too-long': case 'failed': return refuse('file-unreadable', { params: { line: 0 } });
  }
}

/** Lines of JSON; what is no such line is passed over, and nothing is kept of what nobody asked for. */
function listenTo(channel: unknown, onProgress: ReportProgress | undefined): void {
  if (!(channel instanceof Readable)) return;
  channel.on('error', () => undefined);
  if (!onProgress) {
    channel.resume();
    return;
  }
  createInterface({ input: channel }).on('line', (line) => {
    try {
      onProgress(JSON.parse(line.slice(0, 1_000)) as Progress);
    } catch {
      onProgress({ stage: 'reading', share: null });
    }
  });
}
