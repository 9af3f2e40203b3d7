import { randomUUID } from 'node:crypto';
import type { Context, Role } from '@/lib/db';
import { findSession, openSession, signUp } from '@/lib/identity';
import type { TestContext } from './context';

export const password = 'lighthouse keeper 47';

/** Client addresses of nobody else, so that limits of one test don't reach another. */
export const newAddress = () => `198.51.100.7 ${randomUUID()}`;

/** A person who signed up and in by the use cases, with the context of her session. */
export async function newPerson({ db, contextFor }: TestContext, { roles, userAgent = 'Mozilla/5.0 (X11; Linux x86_64) Chrome/147.0 Safari/537.36' }: { readonly roles?: readonly Role[]; readonly userAgent?: string } = {}) {
  const email = `${randomUUID()}@mail.example`;
  const visitor = (overrides: Partial<Context> = {}) => contextFor(undefined, { address: newAddress(), userAgent, ...overrides });
  await signUp(visitor(), { email, password, locale: 'en' });
  const { id } = await db.account.findFirstOrThrow({ orderBy: { createdAt: 'desc' }, select: { id: true } });
  if (roles) await db.account.update({ where: { id }, data: { roles: [...roles], isDemo: true } });
  const again = async (input: { readonly code?: string; readonly password?: string } = {}, overrides: Partial<Context> = {}) => {
    const opened = await openSession(visitor(overrides), { email, password: input.password ?? password, ...(input.code === undefined ? {} : { code: input.code }) });
    if (!opened.ok) throw new Error(opened.refusal.code);
    return { token: opened.value.sessionToken, ctx: await contextOf(opened.value.sessionToken) };
  };
  const contextOf = async (token: string) => {
    const session = await findSession(db, token, new Date());
    if (!session) throw new Error('no session');
    return contextFor({ kind: 'account', ...session }, { address: newAddress(), userAgent });
  };
  const { token, ctx } = await again();
  return { email, accountId: id, token, ctx, visitor, again, contextOf };
}
