export type SessionFacts = {
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly isAccountActive: boolean;
  /** Has a role that reads or rules over others. */
  readonly isPrivileged: boolean;
};

export const absoluteSeconds = 12 * 60 * 60;
const privilegedIdleSeconds = 30 * 60;
const touchSeconds = 60;

/** A session ends when it is revoked, twelve hours after sign-in, with its account, and for administrators and auditors after half an hour of silence. */
export function isSessionLive(facts: SessionFacts, now: Date): boolean {
  const idleSeconds = (now.getTime() - facts.lastSeenAt.getTime()) / 1000;
  return facts.revokedAt === null && facts.isAccountActive && facts.expiresAt > now && (!facts.isPrivileged || idleSeconds <= privilegedIdleSeconds);
}

/** Written at most once a minute: a page must not cost a write. */
export function needsTouch(lastSeenAt: Date, now: Date): boolean {
  return now.getTime() - lastSeenAt.getTime() >= touchSeconds * 1000;
}

const privileged = ['ADMIN', 'AUDITOR'] as const;

export function isPrivilegedRole(role: string): boolean {
  return privileged.some((each) => each === role);
}

/**
 * The roles that count in a session: those over others sleep until it was opened with a second factor or a passkey. The demonstration's
 * own people, whose passwords are public, are excepted.
 */
export function rolesAwake<R extends string>(roles: readonly R[], { isStrong, isDemo }: { readonly isStrong: boolean; readonly isDemo: boolean }): readonly R[] {
  return isStrong || isDemo ? roles : roles.filter((role) => !isPrivilegedRole(role));
}
