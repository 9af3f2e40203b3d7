import { record } from '@/lib/audit';
import { requireRole, requireStepUp, type Context, type Db } from '@/lib/db';
import type { AccountId } from '@/lib/shared/ids';
import { pseudonym } from '@/lib/shared/pseudonym';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { resolvePseudonym } from './resolve-pseudonym';
import type { ChangeRoleInput, ChangeStatusInput } from './schema';
import { findAccountForAdministrators, lockAdministrators, writeRoles, writeStatus } from './store/accounts';
import { revokeSessions } from './store/sessions';

type Person = NonNullable<Awaited<ReturnType<typeof findAccountForAdministrators>>>;
type Subject = { readonly accountId: AccountId; readonly account: Person; readonly administrators: readonly string[] };

/** For what an administrator does to somebody's account: role, fresh proof, the person, and the rows of all administrators locked. */
async function withPerson<T>(ctx: Context, person: string, work: (tx: Db, subject: Subject) => Promise<Result<T>>): Promise<Result<T>> {
  const role = requireRole(ctx, 'ADMIN');
  if (!role.ok) return role;
  const who = requireStepUp(ctx);
  if (!who.ok) return who;
  const accountId = await resolvePseudonym(ctx.db, { purpose: 'admin', value: person });
  if (accountId === null) return refuse('not-found');
  return ctx.db.$transaction(async (tx) => {
    const administrators = await lockAdministrators(tx);
    const account = await findAccountForAdministrators(tx, { accountId });
    return account === null || account.status === 'ERASED' ? refuse('not-found') : work(tx, { accountId, account, administrators });
  });
}

const isLast = ({ accountId, administrators }: Subject): boolean => administrators.length === 1 && administrators[0] === accountId;

/** Gives or takes the role of administrator or auditor. The person's sessions end: she signs in again as what she is now. */
export async function changeRole(ctx: Context, { person, role, isGranted, reason }: ChangeRoleInput): Promise<Result<null>> {
  return withPerson(ctx, person, async (tx, subject) => {
    const { accountId, account } = subject;
    if (account.roles.includes(role) === isGranted) return ok(null);
    if (role === 'ADMIN' && !isGranted && isLast(subject)) return refuse('last-administrator');
    await writeRoles(tx, { accountId, roles: isGranted ? [...account.roles, role] : account.roles.filter((each) => each !== role) });
    await revokeSessions(tx, { accountId, at: ctx.now() });
    await record(tx, ctx, { action: 'account.role-changed', objectType: 'account', objectId: pseudonym('audit', accountId), detail: { role, isGranted, reason } });
    return ok(null);
  });
}

/** Closes an account, or opens it again. Closing ends its sessions at once. */
export async function changeStatus(ctx: Context, { person, status, reason }: ChangeStatusInput): Promise<Result<null>> {
  return withPerson(ctx, person, async (tx, subject) => {
    const { accountId, account } = subject;
    if (account.status === status) return ok(null);
    if (status === 'CLOSED' && isLast(subject)) return refuse('last-administrator');
    await writeStatus(tx, { accountId, status });
    if (status === 'CLOSED') await revokeSessions(tx, { accountId, at: ctx.now() });
    await record(tx, ctx, { action: 'account.status-changed', objectType: 'account', objectId: pseudonym('audit', accountId), detail: { status, reason } });
    return ok(null);
  });
}
