// Stands for scripts/serve.mjs in several.test.ts: the same first process, and others that only say what they are told.
import cluster from 'node:cluster';
import { serveTogether } from '../../../scripts/serve/several.mjs';

if (cluster.isPrimary) serveTogether(2);
else {
  if (process.env.FAILS === 'yes') process.exit(7);
  const say = (what) => { console.log(JSON.stringify({ pid: process.pid, what })); };
  process.on('message', (message) => { if (message?.forgetPages === true) say('forgets'); });
  process.on('SIGUSR2', () => { process.send?.({ forgetPages: true }); });
  process.on('SIGTERM', () => { say('ends'); setTimeout(() => process.exit(0), 50); });
  say(`jobs ${process.env.JOBS ?? 'on'}`);
  process.send?.('ready');
}
