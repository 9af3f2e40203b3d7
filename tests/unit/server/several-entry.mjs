// Stands for scripts/serve.mjs in several.test.ts: the same first process, and others that only say what they are told.
import cluster from 'node:cluster';
import { existsSync, writeFileSync } from 'node:fs';
import { serveTogether } from '../../../scripts/serve/several.mjs';

if (cluster.isPrimary) serveTogether(2);
else {
  if (process.env.FAILS === 'yes') process.exit(7);
  const say = (what) => { console.log(JSON.stringify({ pid: process.pid, what })); };
  if (existsSync(process.env.MARK ?? '')) { say('can not begin'); process.exit(9); }
  // As scripts/serve/one.mjs.
  cluster.worker.exitedAfterDisconnect = true;
  const end = () => { say('ends'); setTimeout(() => process.exit(0), 50); };
  process.on('message', (message) => { if (message?.forgetPages === true) say('forgets'); });
  process.on('SIGUSR2', () => { process.send?.({ forgetPages: true }); });
  // From now on nobody can begin.
  process.on('SIGHUP', () => { writeFileSync(process.env.MARK ?? '', ''); process.exit(9); });
  for (const signal of ['SIGTERM', 'disconnect']) process.on(signal, end);
  say(`jobs ${process.env.JOBS ?? 'on'}`);
  process.send?.('ready');
}
