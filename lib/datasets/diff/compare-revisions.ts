import type { Db } from '@/lib/db';
import { driftOf } from '@/lib/monitoring';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { proposeKey } from '../core/diff/propose-key';
import { schemaChanges } from '../core/diff/schema-changes';
import { locateTable } from '../locate-table';
import { askChild } from '../measure/ask-child';
import type { DiffCounts, DiffJob, DriftWish } from '../measure/diff-tables';
import { inTurn } from '../measure/in-turn';
import { measureLimits } from '../measure/job';
import { measureSeconds } from '../measure/run-measurement';
import { withScratch } from '../measure/with-scratch';
import type { ColumnProfile, ColumnShift, RevisionDiff, SchemaChange } from '../schema';
import { findDiff, findSides, writeDiff, type SideRow } from './store';

type Pair = { readonly fromId: string; readonly toId: string };

/** How the schema changed, from what was measured of each: no file is read. Null when one of them isn't there or they are of different datasets. */
export async function compareSchemas(db: Db, pair: Pair): Promise<{ readonly changes: readonly SchemaChange[]; readonly key: readonly string[] } | null> {
  const sides = await findSides(db, pair);
  if (!sides) return null;
  const [from, to] = sides;
  return { changes: schemaChanges({ format: from.format, columns: columnsOf(from) }, { format: to.format, columns: columnsOf(to) }), key: proposeKey(tableOf(from), tableOf(to)) };
}

/** What is known already of how two revisions differ; null when nobody has compared their rows. */
export function findRevisionDiff(db: Db, pair: Pair): Promise<RevisionDiff | null> {
  return findDiff(db, pair);
}

/**
 * Compares the rows of two revisions by a key (the proposed one when none is given) and keeps the outcome: both are immutable, so it stays true. The caller has made sure who may
 * ask; only counts are in it.
 */
export async function compareRevisions(db: Db, { fromId, toId, keyNames, at }: Pair & { readonly keyNames: readonly string[] | null; readonly at: Date }): Promise<Result<RevisionDiff>> {
  const sides = await findSides(db, { fromId, toId });
  if (!sides) return refuse('not-found');
  const [from, to] = sides;
  const key = keyNames ?? proposeKey(tableOf(from), tableOf(to));
  const unknown = key.find((name) => !columnsOf(to).some((column) => column.name === name) && !columnsOf(from).some((column) => column.name === name));
  if (unknown !== undefined) return refuse('column-unknown', { field: unknown.slice(0, 80), params: { names: columnsOf(to).slice(0, 20).map((column) => column.name).join(', ') } });
  const known = await findDiff(db, { fromId, toId, keyNames: key });
  if (known) return ok(known);
  const counts = await countDifferences(from, to, key);
  if (!counts.ok) return counts;
  const diff = toDiff({ from, to, key }, counts.value);
  await writeDiff(db, { fromId, toId, diff, at });
  return ok(diff);
}

async function countDifferences(from: SideRow, to: SideRow, keyNames: readonly string[]): Promise<Result<DiffCounts>> {
  return inTurn(() => withScratch(async (scratch) => askChild<DiffJob, DiffCounts>({
    script: 'diff-child', seconds: measureSeconds, job: { from: await locateTable(from, scratch), to: await locateTable(to, scratch), keyNames, drift: wishesOf(columnsOf(from), columnsOf(to)), scratch, limits: measureLimits },
  })));
}

const maxDrift = 60;

function wishesOf(before: readonly ColumnProfile[], after: readonly ColumnProfile[]): DriftWish[] {
  return before.flatMap((column): DriftWish[] => {
    if (!after.some((other) => other.name === column.name && other.type === column.type)) return [];
    switch (column.kind) {
      case 'number': case 'geo': return [{ name: column.name, kind: 'number' }];
      case 'date': return column.type.startsWith('TIME') || column.type === 'DATE' ? [{ name: column.name, kind: 'moment' }] : [];
      case 'category': case 'boolean': case 'constant': return [{ name: column.name, kind: 'values' }];
      case 'text': case 'nested': case 'id': case 'empty': return [];
    }
  }).slice(0, maxDrift);
}

function toDiff({ from, to, key }: { readonly from: SideRow; readonly to: SideRow; readonly key: readonly string[] }, { bins, keyState, ...rows }: DiffCounts): RevisionDiff {
  const [before, after] = [columnsOf(from), columnsOf(to)];
  const changes = schemaChanges({ format: from.format, columns: before }, { format: to.format, columns: after });
  return {
    from: from.number, to: to.number, keyNames: key, keyState, rows, changes, isBreaking: changes.some((change) => change.isBreaking),
    columns: before.flatMap((column): ColumnShift[] => {
      const now = after.find((other) => other.name === column.name);
      if (!now) return [];
      const found = bins.find((each) => each.name === column.name);
      const drift = found ? driftOf(found.before, found.after, found.edges) : null;
      return [{
        name: column.name, psi: drift?.psi ?? null, threshold: drift?.threshold ?? null, hasDrifted: drift !== null && drift.psi > drift.threshold,
        emptyBefore: shareOf(column.nullCount, from), emptyAfter: shareOf(now.nullCount, to), meanBefore: column.mean, meanAfter: now.mean, distinctBefore: column.distinctCount, distinctAfter: now.distinctCount,
      }];
    }),
  };
}

function shareOf(count: number, { rowCount }: SideRow): number {
  return rowCount === null || rowCount === 0n ? 0 : count / Number(rowCount);
}

/** Written by the measurement from these very types. */
function columnsOf(row: SideRow): readonly ColumnProfile[] {
  return (row.profile?.columns ?? []) as unknown as ColumnProfile[];
}

function tableOf(row: SideRow) {
  return { rowCount: Number(row.rowCount ?? 0n), columns: columnsOf(row) };
}
