import cluster from 'node:cluster';

/** A process that ended by itself is begun again so much later. */
const againMilliseconds = 1_000;

/**
 * Begins so many processes that share the port, and is ready when all of them are. One of them works off the jobs. One that dies later is replaced; one that can't begin ends
 * everything with its code. When this process is told to end it tells the others, who let what is running end, and goes after the last.
 */
export function serveTogether(count) {
  const notReady = new Set(Array.from({ length: count }, (_, place) => place));
  let [isReady, isEnding, code] = [false, false, 0];
  const others = () => Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);

  function begin(place) {
    const worker = cluster.fork(place === 0 ? {} : { JOBS: 'off' });
    worker.on('message', (message) => {
      if (message === 'ready') becomeReady(place);
      else if (message?.forgetPages === true) for (const other of others()) if (other !== worker && other.isConnected()) other.send(message);
    });
    worker.once('exit', (workerCode) => {
      if (isEnding) leave();
      else if (isReady) {
        console.error(`A server process ended with code ${workerCode ?? '?'}: another takes its place.`);
        setTimeout(() => { if (!isEnding) begin(place); }, againMilliseconds);
      } else {
        code = workerCode || 1;
        end();
      }
    });
  }

  function becomeReady(place) {
    notReady.delete(place);
    if (isReady || notReady.size > 0) return;
    isReady = true;
    process.send?.('ready');
    if (!process.send) console.log(`http://localhost:${process.env.PORT ?? 3000}`);
  }

  function end() {
    if (isEnding) return;
    isEnding = true;
    for (const worker of others()) worker.process.kill('SIGTERM');
    leave();
  }

  function leave() {
    if (others().length === 0) process.exit(code);
  }

  for (const signal of ['SIGTERM', 'SIGINT', 'disconnect']) process.on(signal, end);
  for (let place = 0; place < count; place += 1) begin(place);
}
