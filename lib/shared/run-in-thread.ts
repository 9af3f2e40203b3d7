import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

/** Loads the TypeScript of the thread: a loader given on the command line is not handed on to threads by every Node. */
const beginning = "const { workerData } = require('node:worker_threads'); import('tsx/esm/api').then(({ register }) => { register(); return import(workerData.file); });";

/**
 * Runs `file` (from the root of the project) on a thread of its own with `task` as its `workerData.task`; the first message it posts is the answer.
 * Pages are served meanwhile. It gets no environment: no secret reaches it. @throws Error when the thread dies
 */
export function runInThread<Task, Answer>(file: string, task: Task): Promise<Answer> {
  return new Promise((done, fail) => {
    const thread = new Worker(beginning, { eval: true, workerData: { file: pathToFileURL(join(process.cwd(), file)).href, task }, execArgv: [], env: {} });
    thread.once('message', (answer: Answer) => {
      done(answer);
      void thread.terminate();
    });
    thread.once('error', fail);
    thread.once('exit', (code) => { fail(new Error(`The thread of ${file} ended with code ${code}`)); });
  });
}
