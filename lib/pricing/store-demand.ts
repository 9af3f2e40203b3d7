import type { Db, Prisma } from '@/lib/db';
import type { DemandEvidence, PricePolicy, PriceProposal } from './schema';

const maxEvents = 50_000;

/** Everything that the people who saw these listings did, as far as they agreed to market statistics: enough to tell people from machines and guests of one seller. */
export function listPeople(db: Db, { listingIds, since }: { readonly listingIds: readonly string[]; readonly since: Date }): Promise<{ subject: string; listingId: string; sellerId: string; isBuy: boolean; at: Date; origin: string }[]> {
  return db.$queryRaw`
    with people as (select distinct subject from "BehaviourInUse" where "listingId" = any(${[...listingIds]}::uuid[]) and at >= ${since} and 'market-statistics' = any(purposes) and kind in ('VIEW', 'PREVIEW', 'SAVE', 'BUY'))
    select e.subject, e."listingId", l."sellerId", e.kind = 'BUY' as "isBuy", e.at, e.origin
    from "BehaviourInUse" e join people using (subject) join "Listing" l on l.id = e."listingId"
    where e.at >= ${since} and 'market-statistics' = any(e.purposes) and e.kind in ('VIEW', 'PREVIEW', 'SAVE', 'BUY')
    order by e.id desc limit ${maxEvents}`;
}

export function listPrices(db: Db, { listingIds }: { readonly listingIds: readonly string[] }) {
  return db.priceChange.findMany({ where: { listingId: { in: [...listingIds] } }, orderBy: [{ at: 'asc' }, { id: 'asc' }], select: { listingId: true, priceMinor: true, suggestedMinor: true, at: true } });
}

/** Published and not free, by id, a page at a time. */
export function listForDemand(db: Db, { after, take }: { readonly after: string; readonly take: number }) {
  return db.listing.findMany({
    where: { status: 'PUBLISHED', priceMinor: { gt: 0 }, ...(after === '' ? {} : { id: { gt: after } }) }, orderBy: { id: 'asc' }, take,
    select: { id: true, sellerId: true, revisionId: true, title: true, category: true, licenceCode: true, priceMinor: true, currency: true, isDemo: true },
  });
}

export function findListingOfRevision(db: Db, { revisionId }: { readonly revisionId: string }) {
  return db.listing.findFirst({
    where: { dataset: { revisions: { some: { id: revisionId } } } },
    select: { id: true, sellerId: true, status: true, priceMinor: true, currency: true, subtitle: true, description: true, sourceName: true, sourceUrl: true, pricePolicy: { select: { floorMinor: true, ceilingMinor: true, isAutomatic: true, isExploring: true } } },
  });
}

export function findOwnListing(db: Db, { listingId, sellerId }: { readonly listingId: string; readonly sellerId: string }) {
  return db.listing.findFirst({ where: { id: listingId, sellerId }, select: { id: true, status: true, revisionId: true, title: true, category: true, licenceCode: true, priceMinor: true, currency: true, pricePolicy: { select: { floorMinor: true, ceilingMinor: true, isAutomatic: true, isExploring: true } } } });
}

export async function savePolicyRow(db: Db, { listingId, policy, at }: { readonly listingId: string; readonly policy: PricePolicy; readonly at: Date }): Promise<void> {
  const data = { ...policy, updatedAt: at };
  await db.pricePolicy.upsert({ where: { listingId }, create: { listingId, ...data }, update: data, select: { listingId: true } });
}

/** Two runs of the job, or a job and a seller, come one after the other. */
export async function lockListing(db: Db, { listingId }: { readonly listingId: string }) {
  await db.$queryRaw`select id from "Listing" where id = ${listingId}::uuid for update`;
  return db.listing.findUnique({ where: { id: listingId }, select: { status: true, priceMinor: true, sellerId: true } });
}

export type NewProposal = { readonly listingId: string; readonly fromMinor: number; readonly toMinor: number; readonly currency: string; readonly state: 'OPEN' | 'ACCEPTED'; readonly isAutomatic: boolean; readonly modelVersion: string; readonly limit: string | null; readonly demand: DemandEvidence; readonly at: Date };

export async function insertProposal(db: Db, { demand, ...rest }: NewProposal): Promise<string> {
  const { id } = await db.priceProposal.create({ data: { ...rest, demand: demand as unknown as Prisma.InputJsonValue, answeredAt: rest.state === 'OPEN' ? null : rest.at }, select: { id: true } });
  return id;
}

export async function replaceOpen(db: Db, { listingId, at }: { readonly listingId: string; readonly at: Date }): Promise<void> {
  await db.priceProposal.updateMany({ where: { listingId, state: 'OPEN' }, data: { state: 'REPLACED', answeredAt: at } });
}

const proposalSelect = { id: true, listingId: true, fromMinor: true, toMinor: true, currency: true, state: true, isAutomatic: true, modelVersion: true, limit: true, demand: true, at: true } as const;

export function findOpen(db: Db, { listingId }: { readonly listingId: string }) {
  return db.priceProposal.findFirst({ where: { listingId, state: 'OPEN' }, select: proposalSelect });
}

export function findOwnProposal(db: Db, { proposalId, sellerId }: { readonly proposalId: string; readonly sellerId: string }) {
  return db.priceProposal.findFirst({ where: { id: proposalId, listing: { sellerId } }, select: proposalSelect });
}

export async function closeProposal(db: Db, { proposalId, state, at }: { readonly proposalId: string; readonly state: 'ACCEPTED' | 'DISMISSED'; readonly at: Date }): Promise<boolean> {
  return (await db.priceProposal.updateMany({ where: { id: proposalId, state: 'OPEN' }, data: { state, answeredAt: at } })).count === 1;
}

export function listOwnProposals(db: Db, { sellerId, listingId, take }: { readonly sellerId: string; readonly listingId?: string; readonly take: number }) {
  return db.priceProposal.findMany({ where: { listing: { sellerId }, ...(listingId === undefined ? {} : { listingId }) }, orderBy: [{ at: 'desc' }, { id: 'asc' }], take, select: proposalSelect });
}

type ProposalRow = Prisma.PriceProposalGetPayload<{ select: typeof proposalSelect }>;
const limits = ['floor', 'ceiling', 'weekly-step'] as const;

export function toProposal({ fromMinor, toMinor, limit, demand, at, ...row }: ProposalRow): PriceProposal {
  // Written by insertProposal from this very type.
  return { ...row, fromMinor: Number(fromMinor), toMinor: Number(toMinor), limit: limits.find((known) => known === limit) ?? null, demand: demand as unknown as DemandEvidence, at: at.toISOString() };
}
