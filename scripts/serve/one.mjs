// One server process: Next behind a thin layer that names requests, closes what a client must not say, and writes the security headers.
import cluster from 'node:cluster';
import { createServer } from 'node:http';
import compression from 'compression';
import next from 'next';
import { answerDirectly, findDirect } from './answer-directly.mjs';
import { forgetPages } from './forget-pages.mjs';
import { isForeignChange, refuseForeign, secure } from './secure.mjs';

const port = Number(process.env.PORT ?? 3000);
// Found by app/_server/background.ts, which follows what other processes change.
globalThis.databourseForgetPages = forgetPages;
if (cluster.isWorker) {
  // Where the first process is killed this one is to end as it always does, and not at once: what is counted is written.
  cluster.worker.exitedAfterDisconnect = true;
  // Called by app/_server/refresh-market.ts: whoever changed something and asks another of our processes next sees it there too.
  globalThis.databourseTellOthers = () => { process.send?.({ forgetPages: true }); };
  process.on('message', (message) => { if (message?.forgetPages === true) forgetPages(); });
}
const app = next({ dev: process.env.NODE_ENV === 'development', dir: process.cwd(), port, hostname: 'localhost' });
await app.prepare();
const handle = app.getRequestHandler();
const compress = compression();

const server = createServer((request, response) => {
  compress(request, response, () => {
    secure(request, response);
    const direct = findDirect(request);
    if (isForeignChange(request)) refuseForeign(response);
    else void (direct ? answerDirectly(request, response, direct) : handle(request, response));
  });
});
// Uploads may take as long as they need; headers may not.
server.requestTimeout = 0;
server.headersTimeout = 15_000;
server.keepAliveTimeout = 61_000;
server.maxHeadersCount = 100;
if (process.env.NODE_ENV === 'development') server.on('upgrade', app.getUpgradeHandler());

server.listen(port, process.env.HOST ?? '0.0.0.0', () => {
  process.send?.('ready');
  if (!process.send) console.log(`http://localhost:${port}`);
});

/** Says at once that it isn't ready, goes on serving for DRAIN_SECONDS so that a balancer can notice, then takes no more, lets what is running end (ten seconds at most), and goes. */
const drainMilliseconds = Number(process.env.DRAIN_SECONDS ?? 0) * 1000;
function drain() {
  if (globalThis.databourseIsClosing) return;
  globalThis.databourseIsClosing = true;
  setTimeout(close, drainMilliseconds);
}
function close() {
  const leave = async () => {
    // What was counted but not written, and a job that is under way: app/_server/background.ts.
    await Promise.resolve(globalThis.databourseBeforeExit?.()).catch(() => undefined);
    process.exit(0);
  };
  server.close(() => { void leave(); });
  server.closeIdleConnections();
  setTimeout(() => { server.closeAllConnections(); void leave(); }, 10_000).unref();
}
process.on('SIGTERM', drain);
process.on('SIGINT', drain);
process.on('disconnect', drain);
