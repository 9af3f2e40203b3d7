import 'server-only';
import { findMissingKeys, missingKeys } from '@/lib/audit';
import { warmServing } from '@/lib/behaviour';
import { client } from '@/lib/db';
import { env } from '@/lib/env';
import { startFlushing, startJobs, type RunningJobs } from '@/lib/jobs';
import { followMarket } from './follow-market';
import { logFault } from './log';
import type { Asking } from './define-route';
import { answerRecommendations } from './recommendations';

/** scripts/serve/one.mjs waits for these before the process ends. */
const held = globalThis as typeof globalThis & { databourseBeforeExit?: () => Promise<void>; /** Of scripts/serve/one.mjs: cached pages are made anew. */ databourseForgetPages?: () => void; /** What scripts/serve/one.mjs answers without Next's router. */ databourseDirect?: ReadonlyMap<string, (request: Asking) => Promise<Response>> };

/** Begun once, however often the queue has to be tried again. */
let stopTracing: (() => Promise<void>) | null = null;
let stopFollowing: (() => void) | null = null;

/**
 * A server with keys of before would look for nobody under the names of today: it does not begin. A database that doesn't answer says nothing of keys, and stops no start.
 * Nor with a key that is missing, too short, a sample, or the same as another. Next goes on listening after a fault in here, so the process is ended, in one sentence that names the variable.
 */
export async function requireKeysOfToday(): Promise<void> {
  try {
    const db = client();
    const missing = await findMissingKeys(db).catch((fault: unknown) => { logFault(fault, { requestId: 'background', where: 'keys' }); return []; });
    if (missing.length > 0) throw missingKeys(missing);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

/** A queue that doesn't start is reported and tried again; pages are served meanwhile. */
export async function startBackground(): Promise<void> {
  const report = (fault: unknown, where: string) => { logFault(fault, { requestId: 'background', where }); };
  let running: RunningJobs = startFlushing(client(), report);
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } = env();
  stopTracing ??= endpoint === undefined ? () => Promise.resolve() : (await import('./tracing')).startTracing({ endpoint });
  const { databourseForgetPages: forget } = held;
  if (forget) stopFollowing ??= followMarket(client(), { forget, report: (fault) => { report(fault, 'market'); } });
  // The server listens once this is done, so whoever asks first waits for no index; without one it answers all the same.
  await warmServing({ db: client(), now: () => new Date() }).catch((fault: unknown) => { report(fault, 'warm'); });
  held.databourseDirect = new Map([['GET /api/recommendations', answerRecommendations]]);
  held.databourseBeforeExit = async () => { stopFollowing?.(); await running.stop(); await stopTracing?.(); };
  if (env().JOBS === 'off') return;
  try {
    const jobs = await startJobs({ db: client(), databaseUrl: env().DATABASE_URL, report });
    await running.stop();
    running = jobs;
  } catch (error) {
    report(error, 'queue');
    setTimeout(() => { void running.stop().then(startBackground); }, 60_000).unref();
  }
}
