// The server: one process, or as many as WEB_PROCESSES says behind one port. Each reads its own index and keeps its own cached pages.
import cluster from 'node:cluster';
import { readWebProcesses } from './serve/web-processes.mjs';

const { count, fault } = readWebProcesses(process.env);
if (fault !== null) {
  console.error(fault);
  process.exit(1);
}
if (cluster.isPrimary && count > 1) (await import('./serve/several.mjs')).serveTogether(count);
else await import('./serve/one.mjs');
