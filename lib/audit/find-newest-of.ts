import type { Db } from '@/lib/db';
import type { AuditAction } from './schema';
import { findNewestSeqOf } from './store';

/** The number of the newest event of any of these kinds; 0 before any. Commits with what it records, so whoever sees it can read that too. */
export function findNewestOf(db: Db, { actions }: { readonly actions: readonly AuditAction[] }): Promise<bigint> {
  return findNewestSeqOf(db, { actions });
}
