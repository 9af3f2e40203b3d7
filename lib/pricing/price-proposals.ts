import { record } from '@/lib/audit';
import { applyPriceChange } from '@/lib/catalog';
import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { AnswerProposalInput, PriceProposal } from './schema';
import { closeProposal, findOwnProposal, listOwnProposals, lockListing, toProposal } from './store-demand';

const shownProposals = 50;

/** The seller's proposals, of one listing or of all, newest first. */
export async function listPriceProposals(ctx: Context, { listingId }: { readonly listingId?: string } = {}): Promise<Result<readonly PriceProposal[]>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const rows = await listOwnProposals(ctx.db, { sellerId: who.value.accountId, take: shownProposals, ...(listingId === undefined ? {} : { listingId }) });
  return ok(rows.map(toProposal));
}

/**
 * Takes a proposal or leaves it. Taken, it is the price for everybody who buys from now on; whoever bought keeps what she paid. Answered once:
 * a second answer is refused, and so is one to a proposal from a price that no longer stands.
 */
export async function answerProposal(ctx: Context, { proposalId, answer }: AnswerProposalInput): Promise<Result<{ priceMinor: number | null }>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const sellerId = who.value.accountId;
  return ctx.db.$transaction(async (tx): Promise<Result<{ priceMinor: number | null }>> => {
    const found = await findOwnProposal(tx, { proposalId, sellerId });
    if (!found) return refuse('not-found');
    const listing = await lockListing(tx, found);
    const [fromMinor, toMinor] = [Number(found.fromMinor), Number(found.toMinor)];
    const isTaken = answer === 'ACCEPTED';
    if (isTaken && (listing?.status !== 'PUBLISHED' || listing.priceMinor === null || Number(listing.priceMinor) !== fromMinor)) return refuse('proposal-answered');
    if (!(await closeProposal(tx, { proposalId, state: answer, at: ctx.now() }))) return refuse('proposal-answered');
    await record(tx, ctx, { action: 'price.proposal-answered', objectType: 'price-proposal', objectId: proposalId, detail: { listingId: found.listingId, answer } });
    return isTaken ? applyPriceChange(tx, ctx, { listingId: found.listingId, sellerId, priceMinor: toMinor, suggestedMinor: toMinor }) : ok({ priceMinor: Number(listing?.priceMinor ?? found.fromMinor) });
  });
}
