import { parentPort, workerData } from 'node:worker_threads';
import { softmaxModel, train } from '@/lib/learning';
import type { ThreadAnswer, ThreadTask } from './train-in-workers';

/** One schedule's training on a thread of its own: it says how far it is, then what came out. */
const { data, rows, spec } = (workerData as { readonly task: ThreadTask }).task;
const say = (answer: ThreadAnswer): void => { parentPort?.postMessage(answer); };
say({ kind: 'result', result: train(softmaxModel(data), rows, spec, { onCheck: (point) => { say({ kind: 'progress', step: point.step }); } }) });
