import pg from 'pg';
import { client } from '@/lib/db';
import { env } from '@/lib/env';
import { loadEnvFile } from './load-env-file';
import { isSeeded } from './seed/seed-version';

/** An arbitrary number: two starters of one database wait for each other on it. */
const seedLock = 720_260_002;

/** Fills the demo market; quick when it is full already. Exit code 0 when the market is there, 1 with one sentence when not. */
async function seed(): Promise<void> {
  if (await isSeeded(client())) return;
  const lock = new pg.Client({ connectionString: env().DATABASE_URL });
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [seedLock]);
    // Loaded only now: a complete market is told without waiting for what makes one.
    const { seedMarket } = await import('./seed/seed-market');
    await seedMarket({ db: client(), now: () => new Date(), say: (line) => { console.log(line); } });
  } finally {
    await lock.end();
  }
}

loadEnvFile();
let exitCode = 0;
try {
  await seed();
} catch (error) {
  console.error(`The demo market could not be filled: ${error instanceof Error ? error.message.trim().split('\n').at(-1) : String(error)}`);
  exitCode = 1;
}
await client().$disconnect();
process.exit(exitCode);
