import type { Context } from '@/lib/db';
import { pseudonym } from '@/lib/shared/pseudonym';

/** Who a choice belongs to: the account when signed in, else the visitor's cookie; null for someone who has none yet. */
export function consentSubject(ctx: Pick<Context, 'actor'>): string | null {
  const { actor } = ctx;
  switch (actor.kind) {
    case 'account': return pseudonym('consent', actor.accountId);
    case 'visitor': return actor.visitorId === null ? null : pseudonym('consent', `visitor ${actor.visitorId}`);
    case 'system': return null;
  }
}
