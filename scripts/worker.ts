import { requireKeys } from '@/lib/audit';
import { client } from '@/lib/db';
import { env } from '@/lib/env';
import { startJobs } from '@/lib/jobs';
import { failWith } from './refusal-line';
import { useDatabase } from './use-database';

/** `npm run worker`: the jobs without the pages, on as many machines as wanted; a job is done by one of them. Ends on Ctrl-C when what is under way is done. */
const fail = (error: unknown): never => failWith(error instanceof Error ? error.message : String(error));
const endDatabase = await useDatabase().catch(fail);
await requireKeys(client()).catch(fail);
const report = (fault: unknown, where: string): void => { console.error(JSON.stringify({ level: 'error', where, message: fault instanceof Error ? fault.message : String(fault) })); };
const jobs = await startJobs({ db: client(), databaseUrl: env().DATABASE_URL, report }).catch(fail);
console.log('The worker waits for jobs. Ctrl-C ends it.');

let isEnding = false;
async function end(): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  await jobs.stop();
  await client().$disconnect();
  await endDatabase();
  process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => { void end(); });
