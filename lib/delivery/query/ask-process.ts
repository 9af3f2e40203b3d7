import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { env } from '@/lib/env';
import { childAnswer } from '@/lib/shared/child-answer';
import { processWide } from '@/lib/shared/process-wide';
import { refuse, type Result } from '@/lib/shared/result';
import { inTurnOf, noTurns } from '@/lib/shared/turns';
import { questionLimits, type QuestionAnswer, type QuestionJob } from './job';

const maxAtOnce = 2;
const maxWaiting = 6;
const spareSeconds = 120;
/** For the process to start and to load the sample, on top of what the question may take. */
const graceSeconds = 3;

/** Of pages and routes together. */
const turns = processWide('delivery questions', noTurns);
const ahead = processWide('delivery question ahead', (): { spare: ChildProcess | null } => ({ spare: null }));

/**
 * Has one question answered in a process of its own: it holds nothing but the sample, knows no secret, and is killed when it is late. At
 * most two run at once and six wait; who comes after these is told to come back. While somebody asks, the next process is started ahead.
 */
export async function askProcess(job: QuestionJob): Promise<Result<QuestionAnswer>> {
  if (turns.running >= maxAtOnce && turns.waiting.length >= maxWaiting) return refuse('query-busy');
  return inTurnOf(turns, maxAtOnce, () => ask(takeProcess(), job));
}

function takeProcess(): ChildProcess {
  const { spare } = ahead;
  const child = spare !== null && spare.exitCode === null && spare.signalCode === null ? spare : startProcess();
  const waited = startProcess();
  ahead.spare = waited;
  // An idle exchange keeps no process for questions.
  setTimeout(() => { if (ahead.spare === waited) { waited.kill('SIGKILL'); ahead.spare = null; } }, spareSeconds * 1000).unref();
  return child;
}

function startProcess(): ChildProcess {
  const child = spawn(process.execPath, ['--max-old-space-size=96', '--import', 'tsx', join(process.cwd(), 'lib/delivery/query/child.ts')], {
    stdio: ['pipe', 'pipe', 'ignore'], env: { PATH: env().PATH, NODE_ENV: 'production' },
  });
  child.on('error', () => undefined);
  child.stdin?.on('error', () => undefined);
  // A waiting process keeps nobody from ending; it ends itself when its input closes.
  child.unref();
  return child;
}

async function ask(child: ChildProcess, job: QuestionJob): Promise<Result<QuestionAnswer>> {
  child.ref();
  const { answerBytes } = questionLimits;
  const { seconds = questionLimits.seconds } = job;
  const answer = await childAnswer(child, { job, milliseconds: (seconds + graceSeconds) * 1000, maxBytes: 2 * answerBytes });
  if (answer.kind === 'answer') return JSON.parse(answer.text) as Result<QuestionAnswer>;
  // It ended itself for its memory, or something in the engine broke: the same to who asked.
  return answer.kind === 'late' ? refuse('query-took-too-long', { params: { seconds } }) : refuse('query-needs-too-much-memory');
}
