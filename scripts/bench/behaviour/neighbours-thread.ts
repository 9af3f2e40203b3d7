import { parentPort, workerData } from 'node:worker_threads';
import { evaluateNeighbours, type NeighbourTask } from './evaluate-neighbours';

const { task } = workerData as { readonly task: NeighbourTask };
parentPort?.postMessage(evaluateNeighbours(task));
