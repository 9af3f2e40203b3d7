import { ok, refuse, type Result } from '@/lib/shared/result';
import type { GuardView, ModelStage, StageInput } from '../schema';

export type StageChange = { readonly stage: ModelStage; readonly share: number };

/**
 * Which way a version may go: candidate → canary → live → retired, a canary also back to retired, and a retired one only by a rollback.
 * @param guards of the canary, for going live
 */
export function decideStage(from: ModelStage, wish: StageInput, guards: readonly GuardView[]): Result<StageChange> {
  switch (wish.to) {
    case 'CANARY': return from === 'CANDIDATE' || from === 'CANARY' || from === 'RETIRED' ? ok({ stage: 'CANARY', share: wish.percent / 100 }) : refuse('stage-not-possible', { params: { from, to: wish.to } });
    case 'LIVE': {
      if (from !== 'CANARY') return refuse('stage-not-possible', { params: { from, to: wish.to } });
      const unmet = guards.find((guard) => !guard.isMet);
      return unmet ? refuse('canary-not-proven', { params: { guard: unmet.guard, value: unmet.value ?? 0, limit: unmet.limit } }) : ok({ stage: 'LIVE', share: 0 });
    }
    // The live one is replaced or rolled back, never just taken away: something must answer.
    case 'RETIRED': return from === 'CANDIDATE' || from === 'CANARY' ? ok({ stage: 'RETIRED', share: 0 }) : refuse('stage-not-possible', { params: { from, to: wish.to } });
  }
}
