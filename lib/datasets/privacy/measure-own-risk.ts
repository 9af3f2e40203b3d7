import { ok, type Result } from '@/lib/shared/result';
import type { Risk } from '../core/risk';
import { askChild } from '../measure/ask-child';
import type { GeneraliseJob } from '../measure/generalise-table';
import { inTurn } from '../measure/in-turn';
import { measureLimits } from '../measure/job';
import { measureSeconds } from '../measure/run-measurement';
import { withScratch } from '../measure/with-scratch';
import { locateTable, type StoredTable } from '../locate-table';
import type { WhatIf } from '../schema';

/** Risk of a stored revision as it is, in the measuring process; null without quasi-identifiers. */
export async function measureOwnRisk(table: StoredTable, { quasi, sensitive }: { readonly quasi: readonly string[]; readonly sensitive: string | null }): Promise<Result<Risk | null>> {
  if (quasi.length === 0) return ok(null);
  const answer = await inTurn(() => withScratch(async (scratch) => askChild<GeneraliseJob, WhatIf>({
    script: 'generalise-child', seconds: measureSeconds,
    job: { ...(await locateTable(table, scratch)), scratch, limits: measureLimits, sample: { key: '', hidden: [], path: null }, quasi, sensitive, steps: [], suppressBelow: 1, keyHex: '', outputFormat: 'CSV' },
  })));
  return answer.ok ? ok(answer.value.before.risk) : answer;
}
