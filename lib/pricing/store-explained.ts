import { Prisma, type Db } from '@/lib/db';

type Wanted = { readonly listingId?: string; /** Explained before this is too long ago. */ readonly stale: Date; readonly fewComparables: number; readonly after: string; readonly take: number };

/**
 * Published listings whose sold revision has no suggestion, wasn't looked at for long, or had few neighbours when it was and the market has changed since: something was
 * put on sale, priced or bought. By id, a page at a time.
 */
export function listUnexplained(db: Db, { listingId, stale, fewComparables, after, take }: Wanted): Promise<{ id: string; revisionId: string; title: string; category: string; licenceCode: string }[]> {
  const one = listingId === undefined ? Prisma.empty : Prisma.sql`and l.id = ${listingId}::uuid`;
  const later = after === '' ? Prisma.empty : Prisma.sql`and l.id > ${after}::uuid`;
  return db.$queryRaw`
    select l.id, l."revisionId", l.title, l.category, l."licenceCode"
    from "Listing" l
    cross join (select greatest((select max(at) from "PriceChange"), (select max("publishedAt") from "Listing" where status = 'PUBLISHED'), (select max("placedAt") from "Order")) as changed) m
    left join lateral (select at, jsonb_array_length(breakdown -> 'comparables') as neighbours from "PriceSuggestion" where "revisionId" = l."revisionId" order by at desc limit 1) s on true
    left join "PriceFigure" f on f."revisionId" = l."revisionId"
    where l.status = 'PUBLISHED' and (s.at is null or coalesce(f."explainedAt", s.at) < ${stale}
      or (s.neighbours < ${fewComparables} and coalesce(f."explainedAt", s.at) < m.changed)) ${one} ${later}
    order by l.id limit ${take}`;
}
