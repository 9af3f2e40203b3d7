import { Prisma, type PrismaClient } from '@/lib/db';
import { newestVersion } from './root-key';
import { seal, unseal } from './seal';
import { sealedColumns, type SealedColumn } from './sealed-columns';

export type SealedCount = { readonly column: string; readonly version: string; readonly count: number };
type Row = { readonly id: string; readonly sealed: string };

const all: readonly SealedColumn[] = Object.values(sealedColumns);
const name = (text: string) => Prisma.raw(`"${text}"`);

/** How many texts each column holds under each version. */
export async function countSealed(db: PrismaClient): Promise<readonly SealedCount[]> {
  const counts = await Promise.all(all.map(async ({ table, column }) => {
    const rows = await db.$queryRaw<{ version: string; count: bigint }[]>`
      select split_part(${name(column)}, ':', 1) as version, count(*) as count from ${name(table)} where ${name(column)} is not null and ${name(column)} <> '' group by 1 order by 1`;
    return rows.map(({ version, count }) => ({ column: `${table}.${column}`, version, count: Number(count) }));
  }));
  return counts.flat();
}

/**
 * Seals every text anew that stands under an older version. Each batch is a transaction of its own and what is done is seen from the texts
 * themselves, so that it may be killed at any moment and go on later. Rows that somebody else writes meanwhile are left to them and met again
 * by the next pass. Answers how many were written, and how many could not be opened.
 */
export async function resealColumns(db: PrismaClient, { batchSize = 200, onBatch }: { readonly batchSize?: number; readonly onBatch?: (done: number) => void } = {}): Promise<{ resealed: number; unreadable: number }> {
  const sum = { resealed: 0, unreadable: 0 };
  for (const place of all) {
    for (let afterId = ''; ;) {
      const batch = await db.$transaction((tx) => resealBatch(tx, place, { afterId, batchSize }));
      sum.resealed += batch.resealed;
      sum.unreadable += batch.unreadable;
      onBatch?.(sum.resealed);
      if (batch.lastId === null) break;
      afterId = batch.lastId;
    }
  }
  return sum;
}

async function resealBatch(tx: Prisma.TransactionClient, place: SealedColumn, { afterId, batchSize }: { readonly afterId: string; readonly batchSize: number }) {
  const [table, column, id] = [name(place.table), name(place.column), name(place.id)];
  const rows = await tx.$queryRaw<Row[]>`
    select ${id}::text as id, ${column} as sealed from ${table}
    where ${column} like 'v%:%' and ${column} not like ${`v${newestVersion('ROOT_ENCRYPTION_KEY')}:%`} and ${id}::text > ${afterId}
    order by ${id}::text limit ${batchSize} for update skip locked`;
  const batch = { resealed: 0, unreadable: 0, lastId: rows.at(-1)?.id ?? null };
  for (const row of rows) {
    const text = open(place, row);
    if (text === null) {
      batch.unreadable += 1;
    } else {
      await tx.$executeRaw`update ${table} set ${column} = ${seal(place, row.id, text)} where ${id}::text = ${row.id} and ${column} = ${row.sealed}`;
      batch.resealed += 1;
    }
  }
  return batch;
}

function open(place: SealedColumn, row: Row): string | null {
  try {
    return unseal(place, row.id, row.sealed);
  } catch {
    return null;
  }
}
