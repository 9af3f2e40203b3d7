import { Prisma, readNamed, type Db, type Role } from '@/lib/db';

export type NewSession = {
  readonly accountId: string; readonly tokenHash: string; readonly createdAt: Date; readonly lastSeenAt: Date; readonly expiresAt: Date;
  readonly isStrong: boolean; readonly steppedUpAt: Date; readonly deviceLabel: string; readonly deviceMark: string;
};

export async function insertSession(db: Db, session: NewSession): Promise<string> {
  return (await db.session.create({ data: session, select: { id: true } })).id;
}

export type SessionRow = {
  readonly id: string; readonly tokenHash: string; readonly accountId: string; readonly lastSeenAt: Date; readonly expiresAt: Date; readonly revokedAt: Date | null; readonly isStrong: boolean; readonly steppedUpAt: Date | null;
  readonly roles: readonly Role[]; readonly status: string; readonly locale: string; readonly isDemo: boolean;
};

/** With what is needed of their accounts; in no order. */
export function listSessionsByHash(db: Db, { tokenHashes }: { readonly tokenHashes: readonly string[] }): Promise<SessionRow[]> {
  return readNamed<SessionRow>(db, Prisma.sql`/* named sessions */
    select s.id, s."tokenHash", s."accountId", s."lastSeenAt", s."expiresAt", s."revokedAt", s."isStrong", s."steppedUpAt", a.roles::text[] as roles, a.status::text as status, a.locale, a."isDemo"
    from "Session" s join "Account" a on a.id = s."accountId" where s."tokenHash" = any(${[...tokenHashes]}::text[])`);
}

/** The same of `who.session` within a statement that asks about many at once, as JSON; null where no token has that hash. */
export const sessionOfEach = Prisma.sql`(select json_build_object('id', s.id, 'tokenHash', s."tokenHash", 'accountId', s."accountId", 'lastSeenAt', s."lastSeenAt", 'expiresAt', s."expiresAt", 'revokedAt', s."revokedAt", 'isStrong', s."isStrong",
    'steppedUpAt', s."steppedUpAt", 'roles', a.roles, 'status', a.status, 'locale', a.locale, 'isDemo', a."isDemo")
  from "Session" s join "Account" a on a.id = s."accountId" where s."tokenHash" = who.session)`;

/** What `sessionOfEach` answers: times are texts. */
export type SessionJson = Omit<SessionRow, 'lastSeenAt' | 'expiresAt' | 'revokedAt' | 'steppedUpAt'> & { readonly lastSeenAt: string; readonly expiresAt: string; readonly revokedAt: string | null; readonly steppedUpAt: string | null };

export async function touchSession(db: Db, { sessionId, at }: { readonly sessionId: string; readonly at: Date }): Promise<void> {
  await db.session.updateMany({ where: { id: sessionId, revokedAt: null }, data: { lastSeenAt: at } });
}

/** How many were revoked: 0 when it is somebody else's, missing, or revoked already. */
export async function revokeOwnSession(db: Db, { sessionId, accountId, at }: { readonly sessionId: string; readonly accountId: string; readonly at: Date }): Promise<number> {
  return (await db.session.updateMany({ where: { id: sessionId, accountId, revokedAt: null }, data: { revokedAt: at } })).count;
}

export function listLiveSessions(db: Db, { accountId, at }: { readonly accountId: string; readonly at: Date }) {
  return db.session.findMany({
    where: { accountId, revokedAt: null, expiresAt: { gt: at } },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'asc' }], take: 50,
    select: { id: true, createdAt: true, lastSeenAt: true, deviceLabel: true, isStrong: true },
  });
}

/** Ends every session of an account, but for one. Answers how many. */
export async function revokeSessions(db: Db, { accountId, exceptId, at }: { readonly accountId: string; readonly exceptId?: string; readonly at: Date }): Promise<number> {
  return (await db.session.updateMany({ where: { accountId, revokedAt: null, ...(exceptId === undefined ? {} : { id: { not: exceptId } }) }, data: { revokedAt: at } })).count;
}

/** The session goes on under another token; the one before is worth nothing. False when it ended meanwhile. */
export async function replaceToken(db: Db, { sessionId, tokenHash }: { readonly sessionId: string; readonly tokenHash: string }): Promise<boolean> {
  return (await db.session.updateMany({ where: { id: sessionId, revokedAt: null }, data: { tokenHash } })).count === 1;
}

export async function writeStepUp(db: Db, { sessionId, at, isStrong }: { readonly sessionId: string; readonly at: Date; readonly isStrong: boolean }): Promise<void> {
  await db.session.updateMany({ where: { id: sessionId, revokedAt: null }, data: { steppedUpAt: at, ...(isStrong ? { isStrong } : {}) } });
}

/** Has this account been used at all, and from a browser like this one? */
export async function findDevicePast(db: Db, { accountId, deviceMarks }: { readonly accountId: string; readonly deviceMarks: readonly string[] }): Promise<{ hasAny: boolean; hasThis: boolean }> {
  const [any, same] = await Promise.all([db.session.findFirst({ where: { accountId }, select: { id: true } }), db.session.findFirst({ where: { accountId, deviceMark: { in: [...deviceMarks] } }, select: { id: true } })]);
  return { hasAny: any !== null, hasThis: same !== null };
}

export function countLiveSessions(db: Db, { accountId, at }: { readonly accountId: string; readonly at: Date }): Promise<number> {
  return db.session.count({ where: { accountId, revokedAt: null, expiresAt: { gt: at } } });
}
