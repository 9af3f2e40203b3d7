import type { Db } from '@/lib/db';
import type { MarketFigures } from './schema';

type Row = { category: string; listings: bigint; rows: bigint | null; bytes: bigint | null; sellers: bigint };

/** The market in five numbers, counted in one query; demo listings count like others and are marked where they are shown. */
export async function getMarketFigures(db: Db): Promise<MarketFigures> {
  const rows = await db.$queryRaw<Row[]>`
    select "category", count(*) as listings, sum("rowCount")::bigint as rows, sum("byteSize")::bigint as bytes,
      (select count(distinct "sellerId") from "Listing" where "status" = 'PUBLISHED') as sellers
    from "Listing" where "status" = 'PUBLISHED' group by "category" order by count(*) desc, "category"`;
  const sum = (pick: (row: Row) => bigint | null) => rows.reduce((total, row) => total + Number(pick(row) ?? 0n), 0);
  return {
    listingCount: sum((row) => row.listings),
    rowCount: sum((row) => row.rows),
    byteSize: sum((row) => row.bytes),
    sellerCount: Number(rows[0]?.sellers ?? 0n),
    categories: rows.map((row) => ({ value: row.category, count: Number(row.listings) })),
  };
}
