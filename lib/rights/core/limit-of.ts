import type { LimitKind } from '@/lib/consent/schema';
import type { RightsKind } from '../schema';

/** What stops at once when a right is asked for, before anybody has answered; null where nothing does. */
export function limitOf(kind: RightsKind): LimitKind | null {
  switch (kind) {
    case 'RESTRICTION': return 'restriction';
    case 'OBJECTION': return 'objection';
    case 'AUTOMATED_DECISIONS': return 'automated-decisions';
    case 'ACCESS': case 'RECTIFICATION': case 'ERASURE': return null;
  }
}
