import type { Context } from '@/lib/db';
import { replayPrice } from '@/lib/pricing';
import { replayDecision } from '@/lib/registry';
import type { DecisionIdInput, Replay } from '@/lib/registry/schema';
import type { Result } from '@/lib/shared/result';
import { replayAction, replayItems } from './replay-behaviour';

/** Any stored decision once more, by the model that made it. It stands here because this is the last of the modules that decide. */
export function replayOf(ctx: Context, input: DecisionIdInput): Promise<Result<Replay>> {
  return replayDecision(ctx, input, { price: replayPrice, 'next-action': replayAction, 'next-item': replayItems });
}
