import { givenFilters, record } from '@/lib/audit';
import { requireRole, type Context, type Db } from '@/lib/db';
import { ok, type Result } from '@/lib/shared/result';
import { toCsv } from '@/lib/shared/to-csv';
import { toConsentRow } from './list-consent-events';
import type { ConsentExportInput, ConsentRow } from './schema';
import { listConsentRows, listSubjectsOfSame, type ConsentFilter } from './store';

const batchSize = 2_000;
const columns = ['id', 'choiceId', 'subject', 'purpose', 'recipient', 'decision', 'noticeCode', 'noticeVersion', 'noticeSha256', 'locale', 'surface', 'hasGpcSignal', 'jurisdiction', 'expiresAt', 'isDemo', 'at'] as const satisfies readonly (keyof ConsentRow)[];

/** All decisions that the filter finds, newest first, as a stream. The export is itself recorded. */
export async function exportConsents(ctx: Context, { format, ...filter }: ConsentExportInput): Promise<Result<AsyncIterable<string>>> {
  const who = requireRole(ctx, 'ADMIN', 'AUDITOR');
  if (!who.ok) return who;
  await record(ctx.db, ctx, { action: 'consent.exported', objectType: 'consent', objectId: '', detail: { format, ...givenFilters(filter) } });
  const { subject, ...others } = filter;
  return ok(lines(ctx.db, format, subject === undefined ? others : { ...others, subjects: await listSubjectsOfSame(ctx.db, { subject }) }));
}

async function* lines(db: Db, format: 'jsonl' | 'csv', filter: Omit<ConsentFilter, 'cursor' | 'size'>): AsyncIterable<string> {
  if (format === 'csv') yield toCsv(columns, []);
  for (let cursor: string | undefined; ;) {
    const rows = (await listConsentRows(db, { ...filter, size: batchSize - 1, ...(cursor === undefined ? {} : { cursor }) })).map(toConsentRow);
    const cells = rows.map((row) => columns.map((column) => { const value = row[column]; return typeof value === 'boolean' ? String(value) : value; }));
    yield format === 'csv' ? toCsv([], cells).slice(2) : rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    if (rows.length < batchSize) return;
    cursor = rows.at(-1)?.id;
  }
}
