import { encode } from 'next-auth/jwt';
import { recordEvents } from '@/lib/behaviour';
import { getNotice, recordChoice } from '@/lib/consent';
import { client, type Context } from '@/lib/db';
import { env } from '@/lib/env';
import { createDemoAccount, openSession } from '@/lib/identity';

const looksEach = 6;

/** People with a session of their own who agreed to personal suggestions and looked at something; answers their cookies. */
export async function invitePeople({ count, listingIds }: { readonly count: number; readonly listingIds: readonly string[] }): Promise<readonly string[]> {
  const cookies: string[] = [];
  for (let person = 0; person < count; person += 1) {
    const [email, password] = [`bench-${person}@demo.example`, `keeper of the bench ${person}`];
    await createDemoAccount(client(), { email, password, roles: ['BUYER'] });
    const visitor: Context = { db: client(), actor: { kind: 'visitor', visitorId: null }, now: () => new Date(), requestId: 'bench', locale: 'en', hasGpcSignal: false, address: `bench ${person} ${Date.now()}`, userAgent: 'bench' };
    const opened = await openSession(visitor, { email, password });
    if (!opened.ok) throw new Error(`No session for the bench: ${opened.refusal.code}`);
    const { accountId, roles, sessionToken } = opened.value;
    const ctx: Context = { ...visitor, actor: { kind: 'account', accountId, sessionId: 'bench', roles } };
    const { token } = await getNotice(ctx);
    await recordChoice(ctx, { noticeToken: token, choices: { personalisation: true }, surface: 'banner' });
    await recordEvents(ctx, { events: Array.from({ length: looksEach }, (_, look) => ({ kind: 'VIEW' as const, listingId: listingIds[(person * 5 + look * 3) % listingIds.length] ?? '' })) });
    cookies.push(`databourse-session=${await encode({ token: { sessionToken }, secret: env().NEXTAUTH_SECRET })}`);
  }
  return cookies;
}
