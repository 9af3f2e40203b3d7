import { requireRole, type Context, type Db } from '@/lib/db';
import { ok, type Result } from '@/lib/shared/result';
import { toCsv } from '@/lib/shared/to-csv';
import { givenFilters } from './core/given-filters';
import { recordReading } from './record-reading';
import type { AuditExportInput } from './schema';
import { readPeriodAt } from './signing-periods';
import { listEvents, type OtherNames } from './store';
import { findNewestCheckpoint } from './store-checkpoints';

const batchSize = 2_000;
const head = ['seq', 'at', 'actor', 'action', 'objectType', 'objectId', 'outcome', 'requestId', 'hash', 'canonical'];

/**
 * All events that the filter finds, newest first, as a stream: JSON lines with the exact bytes that were hashed, or CSV that no spreadsheet takes for a
 * formula. The newest signed checkpoint goes with it, first in JSON lines and last in CSV. Personal fields stay sealed. The export is itself recorded.
 */
export async function exportAuditLog(ctx: Context, input: AuditExportInput, names: OtherNames = {}): Promise<Result<AsyncIterable<string>>> {
  const who = requireRole(ctx, 'ADMIN', 'AUDITOR');
  if (!who.ok) return who;
  const { format, ...asked } = input;
  const filter = { ...asked, names };
  const newest = await findNewestCheckpoint(ctx.db);
  const signed = { checkpoint: newest?.note ?? null, verifierKey: (await readPeriodAt(ctx.db, Number(newest?.size ?? 0n))).verifierKey };
  const recorded = await recordReading(ctx, { action: 'audit.exported', objectType: 'audit', objectId: '', detail: { format, ...givenFilters(asked) } });
  if (!recorded.ok) return recorded;
  return ok(format === 'jsonl' ? asLines(ctx.db, filter, signed) : asCsv(ctx.db, filter, signed));
}

type Filter = Omit<AuditExportInput, 'format'> & { readonly names: OtherNames };
type Signed = { readonly checkpoint: string | null; readonly verifierKey: string };

async function* batches(db: Db, { names, ...filter }: Filter) {
  for (let cursor: string | undefined; ;) {
    const rows = await listEvents(db, { ...filter, size: batchSize - 1, ...(cursor === undefined ? {} : { cursor }) }, names);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < batchSize) return;
    cursor = String(last.seq);
  }
}

async function* asLines(db: Db, filter: Filter, signed: Signed): AsyncIterable<string> {
  yield `${JSON.stringify({ ...signed, filter })}\n`;
  for await (const rows of batches(db, filter)) yield rows.map(({ seq, canonical, hash }) => `${JSON.stringify({ seq: String(seq), hash, canonical })}\n`).join('');
}

async function* asCsv(db: Db, filter: Filter, signed: Signed): AsyncIterable<string> {
  yield toCsv(head, []);
  const body = (rows: Parameters<typeof toCsv>[1]) => toCsv([], rows).slice(2);
  for await (const rows of batches(db, filter)) yield body(rows.map((row) => [String(row.seq), row.at.toISOString(), row.actor, row.action, row.objectType, row.objectId, row.outcome, row.requestId, row.hash, row.canonical]));
  yield body([['', '', '', 'checkpoint', '', '', '', '', signed.verifierKey, signed.checkpoint ?? '']]);
}
