import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Result } from '@/lib/shared/result';
import { locateTable, type StoredTable } from '../locate-table';
import type { QualityRule, RuleResult } from '../schema';
import { askChild } from './ask-child';
import { inTurn } from './in-turn';
import { measureLimits, type KeysJob, type MeasureJob, type RuleJob } from './job';
import { withScratch } from './with-scratch';

const ruleSeconds = 120;

type Declared = { readonly id: string; readonly rule: QualityRule };
/** The newest table of a dataset that a foreign key points at; null when there is none, or none of this owner's. */
type FindTarget = (datasetId: string) => Promise<StoredTable | null>;

/** Checks rules against a table that is measured already. */
export function runRules(table: StoredTable, rules: readonly Declared[], findTarget: FindTarget): Promise<Result<RuleResult[]>> {
  return inTurn(() => withScratch(async (scratch) => {
    const job: MeasureJob = { ...(await jobOf(table, scratch)), rules: await withKeys(rules, findTarget, scratch) };
    return askChild<MeasureJob, RuleResult[]>({ script: 'rules-child', job, seconds: ruleSeconds });
  }));
}

/** For each foreign key, the values there are, as a file of their own: a table is checked without the other one open. */
export async function withKeys(rules: readonly Declared[], findTarget: FindTarget, scratch: string): Promise<RuleJob[]> {
  const jobs: RuleJob[] = [];
  for (const [index, { id, rule }] of rules.entries()) {
    const keys = rule.kind === 'foreign-key' ? await cutKeys(rule, findTarget, { scratch: join(scratch, `keys-${index}`), path: join(scratch, `keys-${index}.parquet`) }) : null;
    jobs.push({ id, rule, ...(keys === null ? {} : { keys }) });
  }
  return jobs;
}

async function cutKeys({ datasetId, targetColumn }: Extract<QualityRule, { kind: 'foreign-key' }>, findTarget: FindTarget, { scratch, path }: { readonly scratch: string; readonly path: string }): Promise<string | null> {
  const target = await findTarget(datasetId);
  if (!target) return null;
  await mkdir(scratch, { recursive: true });
  const job: KeysJob = { ...(await jobOf(target, scratch)), sample: { key: '', hidden: [], path }, column: targetColumn };
  const cut = await askChild<KeysJob, null>({ script: 'keys-child', job, seconds: ruleSeconds });
  return cut.ok ? path : null;
}

async function jobOf(table: StoredTable, scratch: string): Promise<MeasureJob> {
  return { ...(await locateTable(table, scratch)), fileName: table.fileName, scratch, limits: measureLimits, sample: { key: '', hidden: [], path: null } };
}
