import type { Db } from '@/lib/db';
import { auditKey, verifierKeyOf } from './audit-key';
import { periodAt, periodsOf, type SigningPeriod, type Succession } from './core/key-list';

/** The log, or the list of keys that sign it, is not what was signed before: no second signature is ever given to another past. */
export class PastHasChanged extends Error {}

export function listSuccessions(db: Db): Promise<readonly Succession[]> {
  return db.auditKeySuccession.findMany({ orderBy: { version: 'asc' }, select: { version: true, fromSize: true, note: true } }).then((rows) => rows.map((row) => ({ ...row, fromSize: Number(row.fromSize) })));
}

/** The keys of this log from the first on, each with the size from which it signs. */
export async function readPeriods(db: Db): Promise<ReturnType<typeof periodsOf> & { readonly successions: readonly Succession[] }> {
  const successions = await listSuccessions(db);
  return { ...periodsOf(auditKey().publicKey, successions), successions };
}

/** The period whose key signs a log of so many events. @throws PastHasChanged when the list of keys is broken: under it nothing is signed or proven */
export async function readPeriodAt(db: Db, size: number): Promise<SigningPeriod & { readonly verifierKey: string; readonly notes: readonly string[] }> {
  const { periods, brokenFrom, successions } = await readPeriods(db);
  if (brokenFrom !== null) throw new PastHasChanged(`A key of the audit log is not named by the one before it: the list is broken from row ${brokenFrom}`);
  const period = periodAt(periods, size);
  return { ...period, verifierKey: verifierKeyOf(period.publicKey), notes: successions.filter(({ version }) => version <= period.version).map(({ note }) => note) };
}
