import type { Db, Prisma } from '@/lib/db';
import type { PriceExplanation, SuggestPriceInput } from './schema';

/** Enough to find neighbours among; beyond it the newest count. */
const maxCandidates = 20_000;

export function listPriced(db: Db, { currency }: { readonly currency: string }) {
  return db.listing.findMany({
    where: { status: 'PUBLISHED', currency, priceMinor: { gt: 0 } },
    orderBy: [{ publishedAt: 'desc' }, { id: 'asc' }], take: maxCandidates,
    select: { id: true, slug: true, title: true, searchText: true, sellerId: true, category: true, licenceCode: true, priceMinor: true, currency: true, revisionId: true, columnCount: true },
  });
}

/**
 * Which of them somebody bought whole for no less than they ask today, and kept: only that is a sold price. A cheap sale doesn't vouch for a dear ask that came after it, and neither
 * does what was paid for a part, within a bundle, by an offer to a class, or given back.
 */
export async function listSoldIds(db: Db, { currency }: { readonly currency: string }): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select l.id from "Listing" l where l.status = 'PUBLISHED' and l.currency = ${currency} and l."priceMinor" > 0 and exists (
      select 1 from "Order" o where o."listingId" = l.id and o.currency = l.currency and o.status = 'PAID' and o."priceMinor" > 0 and o."planKind" = 'ONE_OFF' and o."planId" is null and o."offerId" is null and o."bundleId" is null
        and coalesce(o."listMinor", o."priceMinor") >= l."priceMinor")`;
  return new Set(rows.map((row) => row.id));
}

/** Changes with every price, publication, withdrawal and sale: whether what was read of the market still holds. */
export async function findMarketStamp(db: Db, { currency }: { readonly currency: string }): Promise<string> {
  const [row] = await db.$queryRaw<{ stamp: string }[]>`
    select concat_ws(' ', (select current_database()), (select coalesce(max(id), 0) from "PriceChange"), (select coalesce(max(at), 'epoch') from "PriceFigure"), count(*), sum("salesCount"), sum("priceMinor"), max("publishedAt")) as stamp
    from "Listing" where status = 'PUBLISHED' and currency = ${currency} and "priceMinor" > 0`;
  return row?.stamp ?? '';
}

/** That a price was explained now, and the figure that came with it. A figure found again keeps its time: it changes nothing of the market. */
export async function savePriceFigure(db: Db, { revisionId, effectiveRows, at }: { readonly revisionId: string; readonly effectiveRows: number; readonly at: Date }): Promise<void> {
  await db.$executeRaw`
    insert into "PriceFigure" ("revisionId", "effectiveRows", at, "explainedAt") values (${revisionId}::uuid, ${effectiveRows}, ${at}, ${at})
    on conflict ("revisionId") do update set "explainedAt" = excluded."explainedAt", "effectiveRows" = excluded."effectiveRows",
      at = case when "PriceFigure"."effectiveRows" = excluded."effectiveRows" then "PriceFigure".at else excluded.at end`;
}

/** What others are compared with was written anew: who holds the market reads it again. */
export async function touchPriceFigure(db: Db, { revisionId, at }: { readonly revisionId: string; readonly at: Date }): Promise<void> {
  await db.priceFigure.updateMany({ where: { revisionId }, data: { at } });
}

export async function listFigures(db: Db, { revisionIds }: { readonly revisionIds: readonly string[] }) {
  const rows = await db.revision.findMany({ where: { id: { in: [...revisionIds] } }, select: { id: true, distinctRowCount: true, completeness: true } });
  const kept = new Map((await db.priceFigure.findMany({ where: { revisionId: { in: [...revisionIds] } }, select: { revisionId: true, effectiveRows: true } })).map((row) => [row.revisionId, row.effectiveRows]));
  return new Map(rows.map((row) => [row.id, { distinctRowCount: Number(row.distinctRowCount ?? 0n), completeness: row.completeness ?? 0, effectiveRows: kept.get(row.id) ?? null }]));
}

export async function insertSuggestion(db: Db, { input, explanation, at }: { readonly input: SuggestPriceInput; readonly explanation: PriceExplanation; readonly at: Date }): Promise<string> {
  const { revisionId, category, licenceCode } = input;
  const { suggestedMinor, lowMinor, highMinor, currency, engineVersion } = explanation;
  const data = { revisionId, category, licenceCode, suggestedMinor, lowMinor, highMinor, currency, engineVersion, breakdown: explanation as unknown as Prisma.InputJsonValue, at };
  return (await db.priceSuggestion.create({ data, select: { id: true } })).id;
}

export function findNewestSuggestion(db: Db, { revisionId }: { readonly revisionId: string }) {
  return db.priceSuggestion.findFirst({ where: { revisionId }, orderBy: [{ at: 'desc' }, { id: 'asc' }], select: { suggestedMinor: true, breakdown: true } });
}

export function findListingForPrice(db: Db, { listingId }: { readonly listingId: string }) {
  return db.listing.findUnique({ where: { id: listingId }, select: { revisionId: true, priceMinor: true, status: true } });
}

/** What sellers ask, newest first, for fitting: bounded. */
export function listForTraining(db: Db) {
  return db.listing.findMany({ where: { status: 'PUBLISHED', priceMinor: { gt: 0 } }, orderBy: [{ publishedAt: 'desc' }, { id: 'asc' }], take: 300, select: { id: true, revisionId: true, title: true, category: true, licenceCode: true, priceMinor: true, isDemo: true } });
}
