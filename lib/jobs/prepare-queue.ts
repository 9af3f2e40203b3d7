import PgBoss from 'pg-boss';
import { jobs } from './jobs';

/**
 * Makes the queue's own tables, one for each job, as whoever may make tables: a server and its workers only fill them. Harmless when all are there.
 */
export async function prepareQueue({ databaseUrl }: { readonly databaseUrl: string }): Promise<void> {
  const boss = new PgBoss({ connectionString: databaseUrl, max: 1, application_name: 'databourse prepare', supervise: false });
  try {
    await boss.start();
    for (const { name } of jobs) await boss.createQueue(name, { name, policy: 'singleton' });
  } finally {
    await boss.stop({ graceful: false });
  }
}
