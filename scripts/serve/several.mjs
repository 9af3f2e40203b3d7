import cluster from 'node:cluster';

/** A process that ended by itself is begun again so much later. */
const againMilliseconds = 1_000;
/** So often in a row, without one that became ready in between, a process may fail to begin: what keeps it from it does not pass. */
const mostFailures = 5;

/**
 * Begins so many processes that share the port, and is ready when all of them are. One of them works off the jobs. One that dies later is replaced; where one can't begin, at the
 * start or again and again later, everything ends with its code. When this process is told to end it tells the others, who let what is running end, and goes after the last.
 */
export function serveTogether(count) {
  const notReady = new Set(Array.from({ length: count }, (_, place) => place));
  const living = new Set();
  let [isReady, isEnding, code, failures] = [false, false, 0, 0];

  function begin(place) {
    notReady.add(place);
    const worker = cluster.fork(place === 0 ? {} : { JOBS: 'off' });
    living.add(worker);
    let isOver = false;
    const over = (workerCode) => {
      if (isOver) return;
      isOver = true;
      living.delete(worker);
      replace(place, workerCode);
    };
    worker.on('message', (message) => {
      if (message === 'ready') becomeReady(place);
      else if (message?.forgetPages === true) for (const other of living) if (other !== worker && other.isConnected()) other.send(message, () => undefined);
    });
    // A channel that broke is followed by an end; a process that could not be begun has none.
    worker.on('error', () => { if (worker.process.pid === undefined) over(null); });
    worker.once('exit', over);
  }

  function replace(place, workerCode) {
    if (isEnding) { leave(); return; }
    failures = notReady.has(place) ? failures + 1 : 0;
    if (!isReady || failures >= mostFailures) {
      code = workerCode || 1;
      end();
      return;
    }
    console.error(`A server process ended with code ${workerCode ?? '?'}: another takes its place.`);
    setTimeout(() => { if (!isEnding) begin(place); }, againMilliseconds);
  }

  function becomeReady(place) {
    notReady.delete(place);
    failures = 0;
    if (isReady || notReady.size > 0) return;
    isReady = true;
    process.send?.('ready');
    if (!process.send) console.log(`http://localhost:${process.env.PORT ?? 3000}`);
  }

  function end() {
    if (isEnding) return;
    isEnding = true;
    for (const worker of living) worker.process.kill('SIGTERM');
    leave();
  }

  function leave() {
    if (living.size === 0) process.exit(code);
  }

  for (const signal of ['SIGTERM', 'SIGINT', 'disconnect']) process.on(signal, end);
  for (let place = 0; place < count; place += 1) begin(place);
}
