import { randomBytes } from 'node:crypto';
import { cookies } from 'next/headers';
import { z } from 'zod';
import { settleActivity } from '@/lib/behaviour';
import { getNotice, recordChoice } from '@/lib/consent';
import { recordChoiceInput } from '@/lib/consent/schema';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { ok } from '@/lib/shared/result';
import { defineRoute } from '@/app/_server/define-route';
import { visitorCookie } from '@/app/_server/request-facts';

export const GET = defineRoute({ input: z.strictObject({}), run: async (ctx) => ok(await getNotice(ctx)) });

export const POST = defineRoute({
  input: recordChoiceInput,
  run: async (ctx, input) => {
    const own = await withVisitor(ctx);
    // What was kept for a purpose that is refused now goes with the choice, in one transaction.
    return recordChoice(own, input, async (tx) => { await settleActivity(tx, own); });
  },
});

/** A visitor gets the one cookie that remembers her choice only now, because there is a choice to remember. */
async function withVisitor(ctx: Context): Promise<Context> {
  if (ctx.actor.kind !== 'visitor' || ctx.actor.visitorId !== null) return ctx;
  const visitorId = randomBytes(16).toString('base64url');
  const secure = env().NEXTAUTH_URL.startsWith('https://');
  (await cookies()).set(visitorCookie, visitorId, { httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge: 180 * 24 * 60 * 60 });
  return { ...ctx, actor: { kind: 'visitor', visitorId } };
}
