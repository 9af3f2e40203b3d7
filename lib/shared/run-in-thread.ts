import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

/** Loads the TypeScript of the thread: a loader given on the command line is not handed on to threads by every Node. */
const beginning = "const { workerData } = require('node:worker_threads'); import('tsx/esm/api').then(({ register }) => { register(); return import(workerData.file); });";

/** Starts `file` (from the root of the project) on a thread of its own with `task` as its `workerData.task`. It gets no environment: no secret reaches it. */
export function openThread(file: string, task: unknown): Worker {
  return new Worker(beginning, { eval: true, workerData: { file: pathToFileURL(join(process.cwd(), file)).href, task }, execArgv: [], env: {} });
}

export type Thread<Answer> = { /** More for the thread, in order; waits for nobody. */ readonly send: (part: unknown) => void; readonly answer: Promise<Answer> };

/** A thread whose first message is the answer. Pages are served meanwhile. The answer rejects when the thread dies. */
export function startThread<Task, Answer>(file: string, task: Task): Thread<Answer> {
  const thread = openThread(file, task);
  const answer = new Promise<Answer>((done, fail) => {
    thread.once('message', (message: Answer) => {
      done(message);
      void thread.terminate();
    });
    thread.once('error', fail);
    thread.once('exit', (code) => { fail(new Error(`The thread of ${file} ended with code ${code}`)); });
  });
  return { send: (part) => { thread.postMessage(part); }, answer };
}

/** The same for a task that is told whole. */
export function runInThread<Task, Answer>(file: string, task: Task): Promise<Answer> {
  return startThread<Task, Answer>(file, task).answer;
}
