import type { Context } from '@/lib/db';
import { pseudonymsOnce } from '@/lib/shared/pseudonym';

/** Everything a person's choices may stand under, what is written now first: her account when signed in, else the visitor's cookie. Empty for someone who has none yet. */
export function consentSubjects(ctx: Pick<Context, 'actor'>): readonly string[] {
  const { actor } = ctx;
  switch (actor.kind) {
    case 'account': return pseudonymsOnce(actor, 'consent', actor.accountId);
    case 'visitor': return actor.visitorId === null ? [] : pseudonymsOnce(actor, 'consent', `visitor ${actor.visitorId}`);
    case 'system': return [];
  }
}

/** Whom a choice is written for now; null for someone who has no id yet. */
export function consentSubject(ctx: Pick<Context, 'actor'>): string | null {
  return consentSubjects(ctx)[0] ?? null;
}
