import type { PrismaClient } from '@/lib/db';

const guarded = ['AuditHead', 'AuditEvent', 'AuditCheckpoint', 'AuditBlock', 'AuditSegment', 'AuditKeySuccession'] as const;

/**
 * A change made by hand, as whoever owns the tables can make it: the guards off, the statements, the guards on again. For one transaction.
 * Needs no superuser, which the owner on a shared server is not. The head comes first, as in an append, so that no two wait for each other.
 */
export function byHand(statements: readonly string[], tables: readonly (typeof guarded)[number][] = guarded): readonly string[] {
  const set = (state: 'disable' | 'enable') => guarded.filter((table) => tables.includes(table)).map((table) => `alter table "${table}" ${state} trigger user`);
  return [...set('disable'), ...statements, ...set('enable')];
}

/** The same, done: all statements in one transaction. */
export async function tamper(db: PrismaClient, ...statements: readonly string[]): Promise<void> {
  await db.$transaction(async (tx) => {
    for (const statement of byHand(statements)) await tx.$executeRawUnsafe(statement);
  });
}
