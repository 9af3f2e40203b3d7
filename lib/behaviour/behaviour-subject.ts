import type { Context } from '@/lib/db';
import { pseudonymAt, pseudonymsOnce } from '@/lib/shared/pseudonym';

/** Null for someone without an id, about whom nothing can be kept. */
function idOf({ actor }: Pick<Context, 'actor'>): string | null {
  switch (actor.kind) {
    case 'account': return actor.accountId;
    case 'visitor': return actor.visitorId === null ? null : `visitor ${actor.visitorId}`;
    case 'system': return null;
  }
}

/** Every pseudonym that something about the one who asks may stand under, what is written now first. */
export function behaviourSubjects(ctx: Pick<Context, 'actor'>): readonly string[] {
  const id = idOf(ctx);
  return id === null ? [] : pseudonymsOnce(ctx.actor, 'behaviour', id);
}

/** The pseudonym that events are written under now. */
export function behaviourSubject(ctx: Pick<Context, 'actor'>): string | null {
  return behaviourSubjects(ctx)[0] ?? null;
}

/** The one of a moment: what somebody was assigned to then she stays assigned to. */
export function behaviourSubjectAt(ctx: Pick<Context, 'actor'>, at: Date): string {
  const id = idOf(ctx);
  return id === null ? '' : pseudonymAt(at, 'behaviour', id);
}
