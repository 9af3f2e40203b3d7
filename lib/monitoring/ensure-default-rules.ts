import type { Context } from '@/lib/db';
import { defaultRules } from './core/default-rules';
import { insertRulesOnce } from './store';

/** Adds the rules a new exchange begins with; what an administrator changed stays as it is. */
export async function ensureDefaultRules(ctx: Pick<Context, 'db'>): Promise<void> {
  await insertRulesOnce(ctx.db, defaultRules);
}
