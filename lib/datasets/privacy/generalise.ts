import { createReadStream } from 'node:fs';
import { createHash, hkdfSync } from 'node:crypto';
import { join } from 'node:path';
import { record } from '@/lib/audit';
import { isUniqueViolation, type Context } from '@/lib/db';
import { env } from '@/lib/env';
import { requireRole } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { findBySource, forgetEndedSource } from '../find-by-source';
import { locateTable, type LocatedTable } from '../locate-table';
import { outputFormatOf, outputName } from '../core/output-name';
import { askChild } from '../measure/ask-child';
import type { GeneraliseJob } from '../measure/generalise-table';
import { inTurn } from '../measure/in-turn';
import { measureLimits } from '../measure/job';
import { measureSeconds } from '../measure/run-measurement';
import { withScratch } from '../measure/with-scratch';
import type { GeneraliseInput, RevisionView, WhatIf } from '../schema';
import { markForSealing, sealRevision } from '../seal-revision';
import { uploadRevision } from '../upload-revision';
import { findOwnTable, findReport, type ReportRow } from './store';

type OwnTable = NonNullable<Awaited<ReturnType<typeof findOwnTable>>>;

/** What the risk would be after some steps, and how much the table would tell less. Nothing is changed. */
export function tryGeneralisation(ctx: Context, input: GeneraliseInput): Promise<Result<WhatIf>> {
  return withGeneralised(ctx, input, (outcome) => Promise.resolve(ok(outcome)));
}

/** Who applies the same while it is being applied gets that very answer. */
const underway = new Map<string, Promise<Result<RevisionView>>>();

/**
 * The same, made: a new revision of the dataset from the generalised rows. The one it was made from stays with the seller, encrypted, and is not sold by that.
 * The same steps applied again to the same revision, by a second click or another process, are the revision they became.
 */
export async function applyGeneralisation(ctx: Context, input: GeneraliseInput): Promise<Result<RevisionView>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const ownerId = who.value.accountId;
  const sourceKey = createHash('sha256').update(JSON.stringify(['generalised', ownerId, input.revisionId, input.suppressBelow, input.steps.map((step) => Object.entries(step).toSorted())])).digest('hex');
  const answer = underway.get(sourceKey) ?? apply(ctx, input, { ownerId, sourceKey }).finally(() => { underway.delete(sourceKey); });
  underway.set(sourceKey, answer);
  return answer;
}

type Applied = { readonly ownerId: string; readonly sourceKey: string };

async function apply(ctx: Context, input: GeneraliseInput, applied: Applied): Promise<Result<RevisionView>> {
  await forgetEndedSource(ctx.db, applied);
  const known = await findBySource(ctx.db, applied);
  const made = known ?? (await make(ctx, input, applied));
  if (made.ok) await sealRevision(ctx.db, { revisionId: input.revisionId, at: ctx.now() });
  return made;
}

async function make(ctx: Context, input: GeneraliseInput, applied: Applied): Promise<Result<RevisionView>> {
  try {
    return await withGeneralised(ctx, input, async (_outcome, { path, table, outputFormat }) => {
      if (path === null) return refuse('not-found');
      return uploadRevision(ctx, {
        fileName: outputName(table.fileName, outputFormat), bytes: createReadStream(path), datasetId: table.datasetId, derivedFromId: table.id, sourceKey: applied.sourceKey,
        withRow: async (tx, { id }) => {
          await markForSealing(tx, { revisionId: table.id, at: ctx.now() });
          await record(tx, ctx, { action: 'privacy.generalised', objectType: 'revision', objectId: id, detail: { from: table.id, steps: input.steps.map((step) => step.kind).join(', '), suppressBelow: input.suppressBelow } });
        },
      });
    }, { isWritten: true });
  } catch (error) {
    // Two processes were asked at once: one row has the key, and this is it.
    const first = isUniqueViolation(error) ? await findBySource(ctx.db, applied) : null;
    if (first) return first;
    throw error;
  }
}

type Outcome = { readonly path: string | null; readonly table: OwnTable; readonly outputFormat: GeneraliseJob['outputFormat'] };

async function withGeneralised<Value>(
  ctx: Context, input: GeneraliseInput, use: (outcome: WhatIf, made: Outcome) => Promise<Result<Value>>, { isWritten = false }: { readonly isWritten?: boolean } = {},
): Promise<Result<Value>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const table = await findOwnTable(ctx.db, { revisionId: input.revisionId, ownerId: who.value.accountId });
  if (!table) return refuse('not-found');
  const report = await findReport(ctx.db, { revisionId: table.id });
  if (!report) return refuse('privacy-not-scanned');
  const outputFormat = outputFormatOf(table.format);
  return withScratch(async (scratch) => {
    const path = isWritten ? join(scratch, 'generalised') : null;
    const located = await locateTable(table, scratch, { keepsOrder: isWritten });
    const answer = await inTurn(() => askChild<GeneraliseJob, WhatIf>({ script: 'generalise-child', job: jobOf({ table, report, input, located, scratch, path, outputFormat }), seconds: measureSeconds }));
    return answer.ok ? use(answer.value, { path, table, outputFormat }) : answer;
  });
}

type JobParts = { readonly table: OwnTable; readonly report: ReportRow; readonly input: GeneraliseInput; readonly located: LocatedTable; readonly scratch: string; readonly path: string | null; readonly outputFormat: GeneraliseJob['outputFormat'] };

function jobOf({ table, report, input, located, scratch, path, outputFormat }: JobParts): GeneraliseJob {
  return {
    ...located, fileName: table.fileName, scratch, limits: measureLimits, sample: { key: '', hidden: [], path },
    quasi: report.quasi, sensitive: report.sensitive, steps: input.steps, suppressBelow: input.suppressBelow, keyHex: tokenKey(table.datasetId), outputFormat,
  };
}

/** Of the dataset: the same person has the same token in each revision, and another one in each other dataset. */
function tokenKey(datasetId: string): string {
  return Buffer.from(hkdfSync('sha256', Buffer.from(env().ROOT_PSEUDONYM_KEY, 'base64'), Buffer.alloc(0), `datasets/1/token/${datasetId}`, 32)).toString('hex');
}
