import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { env } from '@/lib/env';
import { processWide } from '@/lib/shared/process-wide';
import { PrismaClient, type Prisma } from './generated/client';
import { statementName } from './statement-name';

/** A client or a transaction: a store takes either, so a transaction is just another argument. */
export type Db = PrismaClient | Prisma.TransactionClient;

const holder = globalThis as { databoursePrisma?: PrismaClient };
/** The connections of each client, for what is asked of them without its layers: read-named.ts. */
const pools = processWide('database connections', () => new WeakMap<Db, pg.Pool>());

/** For a connection to begin a transaction on: two seconds, the library's own limit, are soon over where ten connections serve everybody. */
const mostWaitMilliseconds = 10_000;

/** Of all server processes of a machine together about so many connections, a few for each: PostgreSQL takes a hundred unless it is told otherwise. */
const [mostOfAll, mostOfOne, leastOfOne] = [80, 10, 3] as const;

export function connect(url: string, maxConnections: number = mostOfOne): PrismaClient {
  const pool = new pg.Pool({ connectionString: url, max: maxConnections });
  // A connection that is lost while nobody uses it is nobody's fault: the next question takes another.
  pool.on('error', () => undefined);
  const made = new PrismaClient({ transactionOptions: { maxWait: mostWaitMilliseconds }, adapter: new PrismaPg(pool, { statementNameGenerator: ({ sql }) => statementName(sql), disposeExternalPool: true }) });
  pools.set(made, pool);
  return made;
}

/** The one client of this process (kept on globalThis because a dev reload evaluates modules again). */
export function client(): PrismaClient {
  holder.databoursePrisma ??= connect(env().DATABASE_URL, Math.max(leastOfOne, Math.min(mostOfOne, Math.floor(mostOfAll / env().WEB_PROCESSES))));
  return holder.databoursePrisma;
}

/** The connections behind a client; none behind a transaction, which is one of them, nor once they were closed. */
export function poolOf(db: Db): pg.Pool | undefined {
  const pool = pools.get(db);
  return pool?.ended === false && !pool.ending ? pool : undefined;
}
