// The server: Next behind a thin layer that names requests, closes what a client must not say, and writes the security headers.
import { createServer } from 'node:http';
import compression from 'compression';
import next from 'next';
import { secure } from './serve/secure.mjs';

const port = Number(process.env.PORT ?? 3000);
const app = next({ dev: process.env.NODE_ENV === 'development', dir: process.cwd(), port, hostname: 'localhost' });
await app.prepare();
const handle = app.getRequestHandler();
const compress = compression();

const server = createServer((request, response) => {
  compress(request, response, () => {
    secure(request, response);
    void handle(request, response);
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

/** Takes no more, lets what is running end (ten seconds at most), then goes. */
let isClosing = false;
function close() {
  if (isClosing) return;
  isClosing = true;
  server.close(() => { process.exit(0); });
  server.closeIdleConnections();
  setTimeout(() => { server.closeAllConnections(); process.exit(0); }, 10_000).unref();
}
process.on('SIGTERM', close);
process.on('SIGINT', close);
process.on('disconnect', close);
