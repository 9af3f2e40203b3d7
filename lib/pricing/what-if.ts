import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { refuse, type Result } from '@/lib/shared/result';
import type { PriceFacts } from './core/price-facts';
import { readPriceFacts } from './price-inputs';
import type { PriceExplanation, WhatIfInput } from './schema';
import { decideFrom } from './suggest-price';

/** What the suggestion would be, were the data otherwise: nothing is written, and nobody but the owner asks. */
export async function whatIf(ctx: Context, { filledShare, documentedShare, hasSource, ageDays, rowCount, ...input }: WhatIfInput): Promise<Result<PriceExplanation>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const found = await readPriceFacts(ctx.db, input, ctx.now());
  if (!found || found.ownerId !== who.value.accountId) return refuse('not-found');
  const { facts } = found;
  const scaled = rowCount === undefined ? facts : scaleRows(facts, rowCount);
  const wished: PriceFacts = {
    ...scaled,
    columns: filledShare === undefined ? scaled.columns : scaled.columns.map((column) => ({ ...column, nullCount: Math.round(scaled.rowCount * (1 - filledShare)), distinctFilledCount: column.distinctFilledCount === null ? null : Math.round(scaled.distinctRowCount * filledShare) })),
    ...(documentedShare === undefined ? {} : { documentedCount: Math.round(documentedShare * facts.columns.length) }),
    ...(hasSource === undefined ? {} : { hasSource }),
    ...(ageDays === undefined ? {} : { newest: { day: new Date(ctx.now().getTime() - ageDays * 24 * 60 * 60 * 1000).toISOString().slice(0, 10), ageDays } }),
  };
  const decided = await decideFrom(ctx, { ...found, facts: wished }, input.revisionId);
  return decided.ok ? { ok: true, value: decided.value.explanation } : decided;
}

/** So many rows of the same kind: as many copies and gaps among them as now. */
function scaleRows(facts: PriceFacts, rowCount: number): PriceFacts {
  const by = rowCount / Math.max(1, facts.rowCount);
  const scale = (count: number): number => Math.round(count * by);
  return { ...facts, rowCount, distinctRowCount: scale(facts.distinctRowCount), columns: facts.columns.map((column) => ({ ...column, nullCount: scale(column.nullCount), distinctFilledCount: column.distinctFilledCount === null ? null : scale(column.distinctFilledCount) })) };
}
