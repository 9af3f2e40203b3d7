import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { StoredTable } from '../locate-table';
import { runRules } from '../measure/run-rules';
import type { DeclareFrequencyInput, DeclareRuleInput, RemoveRuleInput } from '../schema';
import { findOwnRevision } from '../store';
import { gradeRevision } from './grade-revision';
import { deleteRule, findNewestOwnTable, insertRule, isOwnTarget, listRules, writeFrequency, writeRuleResults } from './store';

const maxRules = 50;

/** Declares what holds in every revision of the dataset that this one is of, and checks it against this one at once. */
export async function declareRule(ctx: Context, { revisionId, rule }: DeclareRuleInput): Promise<Result<{ ruleId: string }>> {
  const own = await ownRevision(ctx, revisionId);
  if (!own.ok) return own;
  const { datasetId, ownerId } = own.value;
  if (rule.kind === 'foreign-key' && !(await isOwnTarget(ctx.db, { datasetId: rule.datasetId, ownerId }))) return refuse('not-found');
  if ((await listRules(ctx.db, { datasetId })).length >= maxRules) return refuse('input-invalid', { field: 'rule' });
  const ruleId = await ctx.db.$transaction(async (tx) => {
    const id = await insertRule(tx, { datasetId, rule });
    await record(tx, ctx, { action: 'quality.rule-declared', objectType: 'dataset', objectId: datasetId, detail: { kind: rule.kind, ruleId: id } });
    return id;
  });
  const checked = await checkAgain(ctx, own.value);
  return checked.ok ? ok({ ruleId }) : checked;
}

export async function removeRule(ctx: Context, { revisionId, ruleId }: RemoveRuleInput): Promise<Result<null>> {
  const own = await ownRevision(ctx, revisionId);
  if (!own.ok) return own;
  const { datasetId } = own.value;
  const isGone = await ctx.db.$transaction(async (tx) => {
    if (!(await deleteRule(tx, { datasetId, ruleId }))) return false;
    await record(tx, ctx, { action: 'quality.rule-removed', objectType: 'dataset', objectId: datasetId, detail: { ruleId } });
    return true;
  });
  return isGone ? checkAgain(ctx, own.value) : refuse('not-found');
}

/** How often the seller says new data comes; what is due, and so what is late, follows from it. */
export async function declareFrequency(ctx: Context, { revisionId, frequency }: DeclareFrequencyInput): Promise<Result<null>> {
  const own = await ownRevision(ctx, revisionId);
  if (!own.ok) return own;
  const { datasetId } = own.value;
  await ctx.db.$transaction(async (tx) => {
    await writeFrequency(tx, { datasetId, frequency });
    await gradeRevision(tx, { revisionId, at: ctx.now() });
    await record(tx, ctx, { action: 'quality.frequency-declared', objectType: 'dataset', objectId: datasetId, detail: { frequency: frequency ?? 'none' } });
  });
  return ok(null);
}

type Own = { readonly revisionId: string; readonly datasetId: string; readonly ownerId: string; } & StoredTable;

async function ownRevision(ctx: Context, revisionId: string): Promise<Result<Own>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const row = await findOwnRevision(ctx.db, { revisionId, ownerId: who.value.accountId });
  if (!row) return refuse('not-found');
  if (row.status !== 'READY') return refuse('revision-not-ready');
  const { datasetId, sha256, format, fileName, table } = row;
  return ok({ revisionId, datasetId, ownerId: who.value.accountId, sha256, format, fileName, table });
}

async function checkAgain(ctx: Context, own: Own): Promise<Result<null>> {
  const rules = await listRules(ctx.db, own);
  const results = rules.length === 0 ? ok([]) : await runRules(own, rules, (datasetId) => findNewestOwnTable(ctx.db, { datasetId, ownerId: own.ownerId }));
  if (!results.ok) return results;
  await ctx.db.$transaction(async (tx) => {
    await writeRuleResults(tx, { revisionId: own.revisionId, results: results.value });
    await gradeRevision(tx, { revisionId: own.revisionId, at: ctx.now() });
  });
  return ok(null);
}
