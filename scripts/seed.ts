import pg from 'pg';
import { env } from '@/lib/env';
import { loadEnvFile } from './load-env-file';
import { seedVersion } from './seed/seed-version';

/** An arbitrary number: two starters of one database wait for each other on it. */
const seedLock = 720_260_002;

/** Fills the demo market; quick when it is full already. Exit code 0 when the market is there, 1 with one sentence when not. */
async function seed(): Promise<void> {
  const connection = new pg.Client({ connectionString: env().DATABASE_URL });
  await connection.connect();
  try {
    const { rowCount } = await connection.query(`select 1 from "AuditEvent" where "action" = 'demo.seeded' and "objectId" = $1 limit 1`, [seedVersion]);
    if (rowCount) return;
    await connection.query('select pg_advisory_lock($1)', [seedLock]);
    // Loaded only now: a full market is recognised without waiting for what fills one.
    const [{ seedMarket }, { client }] = await Promise.all([import('./seed/seed-market'), import('@/lib/db')]);
    await seedMarket({ db: client(), now: () => new Date(), say: (line) => { console.log(line); } });
  } finally {
    await connection.end();
  }
}

/** The last line of what went wrong: Prisma puts its reason there, below the source code. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : error.name;
  return error.message.trim().split('\n').at(-1) || code;
}

let exitCode = 0;
try {
  loadEnvFile();
  await seed();
} catch (error) {
  console.error(`The demo market could not be filled: ${sentenceOf(error)}`);
  exitCode = 1;
}
process.exit(exitCode);
