import { PrismaPg } from '@prisma/adapter-pg';
import { env } from '@/lib/env';
import { PrismaClient, type Prisma } from './generated/client';

/** A client or a transaction: a store takes either, so a transaction is just another argument. */
export type Db = PrismaClient | Prisma.TransactionClient;

const holder = globalThis as { databoursePrisma?: PrismaClient };

/** For a connection to begin a transaction on: two seconds, the library's own limit, are soon over where ten connections serve everybody. */
const mostWaitMilliseconds = 10_000;

export function connect(url: string, maxConnections = 10): PrismaClient {
  return new PrismaClient({ transactionOptions: { maxWait: mostWaitMilliseconds }, adapter: new PrismaPg({ connectionString: url, max: maxConnections }, { statementNameGenerator }) });
}

/** A statement that begins with a name in a comment is planned once a connection, not each time; its text must be the same each time. All others are sent without a name. */
function statementNameGenerator({ sql }: { readonly sql: string }): string {
  return /^\s*\/\* named ([a-z-]{1,40}) \*\//.exec(sql)?.[1] ?? '';
}

/** The one client of this process (kept on globalThis because a dev reload evaluates modules again). */
export function client(): PrismaClient {
  holder.databoursePrisma ??= connect(env().DATABASE_URL);
  return holder.databoursePrisma;
}
