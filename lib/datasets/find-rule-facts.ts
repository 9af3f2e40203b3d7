import type { Context } from '@/lib/db';
import { confidenceShares, scannerVersion } from './core/personal-data/column-scan';
import { dimensionWeights, qualityFormula } from './core/quality/grade-quality';
import { findRuleUse } from './store-rule-use';

/** What is public about the rules that judge every dataset: their version, since when it is in use here, and what counts how much (not scaled). */
export type RuleFacts = { readonly version: string; readonly since: string | null; readonly weights: Readonly<Record<string, number>> };
/** `confirmed` of the `decided` findings were personal data, as the sellers said; of demo and real datasets alike. */
export type RulesInUse = { readonly quality: RuleFacts; readonly personalData: RuleFacts & { readonly confirmed: number; readonly decided: number } };

export async function findRuleFacts(ctx: Pick<Context, 'db'>): Promise<RulesInUse> {
  const { gradedSince, scannedSince, confirmed, decided } = await findRuleUse(ctx.db, { formula: qualityFormula, scanner: scannerVersion });
  return {
    quality: { version: qualityFormula, since: gradedSince?.toISOString() ?? null, weights: dimensionWeights },
    personalData: { version: scannerVersion, since: scannedSince?.toISOString() ?? null, weights: confidenceShares, confirmed, decided },
  };
}
