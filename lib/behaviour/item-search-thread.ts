import { parentPort, workerData } from 'node:worker_threads';
import { searchItems, tryParameters } from './core/search-item-parameters';
import type { SearchTask } from './search-in-threads';

const { task } = workerData as { readonly task: SearchTask };
parentPort?.postMessage(task.kind === 'try' ? tryParameters(task.split, task.choices) : searchItems(task.split, task.standing));
