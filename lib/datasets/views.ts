import type { Prisma } from '@/lib/db';
import type { ColumnProfile, ProfileView, RevisionView, SampleTable } from './schema';
import type { RevisionRow } from './store';

export function toRevisionView(row: RevisionRow): RevisionView {
  const { byteSize, rowCount, distinctRowCount, createdAt, measuredAt: _measuredAt, table: _table, alikeRowCount: _alikeRowCount, ...rest } = row;
  return {
    ...rest, byteSize: Number(byteSize), rowCount: rowCount === null ? null : Number(rowCount),
    distinctRowCount: distinctRowCount === null ? null : Number(distinctRowCount), createdAt: createdAt.toISOString(),
  };
}

/** The stored JSON was written by writeMeasured from these very types. */
export function toProfileView(row: RevisionRow, profile: { readonly columns: Prisma.JsonValue; readonly sample: Prisma.JsonValue }): ProfileView {
  return { revision: toRevisionView(row), columns: profile.columns as unknown as ColumnProfile[], sample: profile.sample as unknown as SampleTable };
}
