import { createServer } from 'node:net';

/**
 * The wanted port, or the next that is free.
 * @param {number} wanted
 * @returns {Promise<number>}
 */
export async function freePort(wanted) {
  for (let port = wanted; port < wanted + 200 && port < 65_536; port += 1) {
    if (await isFree(port)) return port;
  }
  throw new Error(`No free port between ${wanted} and ${wanted + 199}: set PORT to another one.`);
}

function isFree(port) {
  return new Promise((answer) => {
    const probe = createServer();
    probe.once('error', () => { answer(false); });
    // Every address of this machine: another program may hold the port on one of them only.
    probe.listen(port, () => { probe.close(() => { answer(true); }); });
  });
}
