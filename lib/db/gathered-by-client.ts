import { gathered } from '@/lib/shared/gathered';
import type { PrismaClient } from './generated/client';

/** As many as one reading takes. */
const most = 200;

/** One gathering reader a client: questions of two databases are never read together. */
export function gatheredByClient<Key, Value>(readAll: (db: PrismaClient, keys: readonly Key[]) => Promise<readonly Value[]>): (db: PrismaClient, key: Key) => Promise<Value> {
  const readers = new WeakMap<PrismaClient, (key: Key) => Promise<Value>>();
  return (db, key) => {
    const known = readers.get(db) ?? gathered<Key, Value>((keys) => readAll(db, keys), { most });
    readers.set(db, known);
    return known(key);
  };
}
