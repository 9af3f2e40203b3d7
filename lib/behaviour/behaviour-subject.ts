import type { Context } from '@/lib/db';
import { pseudonym } from '@/lib/shared/pseudonym';

/** The pseudonym that events are written under; null for someone without an id, about whom nothing can be kept. */
export function behaviourSubject(ctx: Pick<Context, 'actor'>): string | null {
  const { actor } = ctx;
  switch (actor.kind) {
    case 'account': return pseudonym('behaviour', actor.accountId);
    case 'visitor': return actor.visitorId === null ? null : pseudonym('behaviour', `visitor ${actor.visitorId}`);
    case 'system': return null;
  }
}
