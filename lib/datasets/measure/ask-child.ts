import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { env } from '@/lib/env';
import { refuse, type Result } from '@/lib/shared/result';

const maxAnswerBytes = 64 * 1024 * 1024;

type Child<Job> = { /** The script beside this file, without its ending. */ readonly script: string; readonly job: Job; readonly seconds: number };

/**
 * Runs one job in a process of its own: the job as JSON on its standard input, a Result as JSON on its standard output. A child that is late,
 * says too much or dies is a refusal. It needs no secret and gets none.
 */
export function askChild<Job, Value>({ script, job, seconds }: Child<Job>): Promise<Result<Value>> {
  const child = spawn(process.execPath, ['--max-old-space-size=1024', '--import', 'tsx', join(process.cwd(), 'lib/datasets/measure', `${script}.ts`)], {
    stdio: ['pipe', 'pipe', 'ignore'], env: { PATH: env().PATH, NODE_ENV: 'production' },
  });
  return new Promise((answer, fail) => {
    const pieces: Buffer[] = [];
    let bytes = 0;
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      child.kill('SIGKILL');
    }, seconds * 1000);
    child.stdout.on('data', (piece: Buffer) => {
      bytes += piece.length;
      if (bytes > maxAnswerBytes) child.kill('SIGKILL');
      else pieces.push(piece);
    });
    child.on('error', fail);
    child.on('close', (code) => {
      clearTimeout(timer);
      if (isLate) answer(refuse('file-measuring-took-too-long', { params: { seconds } }));
      else if (code !== 0) answer(refuse('file-unreadable', { params: { line: 0 } }));
      else answer(JSON.parse(Buffer.concat(pieces).toString('utf8')) as Result<Value>);
    });
    // A child that dies at once closes its input; its end is told by 'close'.
    child.stdin.on('error', () => undefined);
    child.stdin.end(JSON.stringify(job));
  });
}
