import { spawn } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { env } from '@/lib/env';
import { refuse, type Result } from '@/lib/shared/result';
import type { FileFormat } from '../schema';
import { measureLimits, type MeasureAnswer, type Measured, type MeasureJob } from './job';

export const measureSeconds = 240;
const maxAtOnce = 2;
const maxAnswerBytes = 64 * 1024 * 1024;

let running = 0;
const waiting: (() => void)[] = [];

/** At most two files are measured at a time; further ones wait for their turn. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= maxAtOnce) await new Promise<void>((go) => { waiting.push(go); });
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** Measures in a process of its own with bounded memory and time: the worst a hostile file can do is to be refused. */
export function runMeasurement(path: string, format: FileFormat, isGzip = false): Promise<Result<Measured>> {
  return inTurn(async () => {
    const scratch = resolve(env().STATE_DIR, 'incoming', `measure-${randomUUID()}`);
    await mkdir(scratch, { recursive: true });
    try {
      return await askChild({ path: resolve(path), format, isGzip, scratch, limits: measureLimits });
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  });
}

function askChild(job: MeasureJob): Promise<Result<Measured>> {
  // The child needs no secret and gets none.
  const child = spawn(process.execPath, ['--max-old-space-size=1024', '--import', 'tsx', join(process.cwd(), 'lib/datasets/measure/child.ts')], {
    stdio: ['pipe', 'pipe', 'ignore'], env: { PATH: env().PATH, NODE_ENV: 'production' },
  });
  return new Promise((answer, fail) => {
    const pieces: Buffer[] = [];
    let bytes = 0;
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      child.kill('SIGKILL');
    }, measureSeconds * 1000);
    child.stdout.on('data', (piece: Buffer) => {
      bytes += piece.length;
      if (bytes > maxAnswerBytes) child.kill('SIGKILL');
      else pieces.push(piece);
    });
    child.on('error', fail);
    child.on('close', (code) => {
      clearTimeout(timer);
      if (isLate) answer(refuse('file-measuring-took-too-long', { params: { seconds: measureSeconds } }));
      else if (code !== 0) answer(refuse('file-unreadable', { params: { line: 0 } }));
      else answer(JSON.parse(Buffer.concat(pieces).toString('utf8')) as MeasureAnswer);
    });
    // A child that dies at once closes its input; its end is told by 'close'.
    child.stdin.on('error', () => undefined);
    child.stdin.end(JSON.stringify(job));
  });
}
