import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { env } from '@/lib/env';
import { refuse, type Result } from '@/lib/shared/result';
import type { Progress, ReportProgress } from './progress';

const maxAnswerBytes = 64 * 1024 * 1024;

type Child<Job> = { /** The script beside this file, without its ending. */ readonly script: string; readonly job: Job; readonly seconds: number; /** What it says on its way, on a channel of its own. */ readonly onProgress?: ReportProgress };

/**
 * Runs one job in a process of its own: the job as JSON on its standard input, a Result as JSON on its standard output. A child that is late,
 * says too much or dies is a refusal. It needs no secret and gets none.
 */
export function askChild<Job, Value>({ script, job, seconds, onProgress }: Child<Job>): Promise<Result<Value>> {
  const child = spawn(process.execPath, ['--max-old-space-size=1024', '--import', 'tsx', join(process.cwd(), 'lib/datasets/measure', `${script}.ts`)], {
    stdio: ['pipe', 'pipe', 'ignore', 'pipe'], env: { PATH: env().PATH, NODE_ENV: 'production' },
  });
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error('A child without its channels');
  return new Promise((answer, fail) => {
    const pieces: Buffer[] = [];
    let bytes = 0;
    let [isLate, isTooLong] = [false, false];
    const timer = setTimeout(() => {
      isLate = true;
      child.kill('SIGKILL');
    }, seconds * 1000);
    stdout.on('data', (piece: Buffer) => {
      bytes += piece.length;
      if (bytes <= maxAnswerBytes) return void pieces.push(piece);
      isTooLong = true;
      child.kill('SIGKILL');
    });
    listenTo(child.stdio[3], onProgress);
    child.on('error', fail);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (isLate) answer(refuse('file-measuring-took-too-long', { params: { seconds } }));
      // Ended from outside (by a machine out of memory, for instance) or by a crash: whether the file is at fault nobody knows.
      else if (signal !== null && !isTooLong) answer(refuse('measuring-broke-off'));
      else if (code !== 0) answer(refuse('file-unreadable', { params: { line: 0 } }));
      else answer(JSON.parse(Buffer.concat(pieces).toString('utf8')) as Result<Value>);
    });
    // A child that dies at once closes its input; its end is told by 'close'.
    stdin.on('error', () => undefined);
    stdin.end(JSON.stringify(job));
  });
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
