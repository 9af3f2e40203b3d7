'use server';

import { acknowledgeAlert, saveRule, silenceRule, testRule } from '@/lib/monitoring';
import { acknowledgeAlertInput, ruleIdInput, saveRuleInput, silenceRuleInput } from '@/lib/monitoring/schema';
import type { Result } from '@/lib/shared/result';
import { defineAction } from '@/app/_server/define-action';

const acknowledge = defineAction({ input: acknowledgeAlertInput, run: acknowledgeAlert });
const silence = defineAction({ input: silenceRuleInput, run: silenceRule });
const save = defineAction({ input: saveRuleInput, run: saveRule });
const test = defineAction({ input: ruleIdInput, run: testRule });

export async function acknowledgeAlertAction(input: unknown): Promise<Result<null>> {
  return acknowledge(input);
}

export async function silenceRuleAction(input: unknown): Promise<Result<{ until: string | null }>> {
  return silence(input);
}

export async function saveRuleAction(input: unknown): Promise<Result<{ ruleId: string }>> {
  return save(input);
}

export async function testRuleAction(input: unknown): Promise<Result<{ delivery: 'none' | 'delivered' | 'failed' }>> {
  return test(input);
}
