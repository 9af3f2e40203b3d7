import { PrismaPg } from '@prisma/adapter-pg';
import { env } from '@/lib/env';
import { PrismaClient, type Prisma } from './generated/client';

/** A client or a transaction: a store takes either, so a transaction is just another argument. */
export type Db = PrismaClient | Prisma.TransactionClient;

const holder = globalThis as { databoursePrisma?: PrismaClient };

export function connect(url: string, maxConnections = 10): PrismaClient {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: maxConnections }) });
}

/** The one client of this process (kept on globalThis because a dev reload evaluates modules again). */
export function client(): PrismaClient {
  holder.databoursePrisma ??= connect(env().DATABASE_URL);
  return holder.databoursePrisma;
}
