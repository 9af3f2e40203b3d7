export type SessionFacts = {
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly isAccountActive: boolean;
  readonly isAdmin: boolean;
};

export const absoluteSeconds = 12 * 60 * 60;
const adminIdleSeconds = 30 * 60;
const touchSeconds = 60;

/** A session ends when it is revoked, twelve hours after sign-in, with its account, and for administrators after half an hour of silence. */
export function isSessionLive(facts: SessionFacts, now: Date): boolean {
  const idleSeconds = (now.getTime() - facts.lastSeenAt.getTime()) / 1000;
  return facts.revokedAt === null && facts.isAccountActive && facts.expiresAt > now && (!facts.isAdmin || idleSeconds <= adminIdleSeconds);
}

/** Written at most once a minute: a page must not cost a write. */
export function needsTouch(lastSeenAt: Date, now: Date): boolean {
  return now.getTime() - lastSeenAt.getTime() >= touchSeconds * 1000;
}
