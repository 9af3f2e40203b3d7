import { z } from 'zod';
import { findNotice } from '@/lib/consent';
import { ok, refuse } from '@/lib/shared/result';
import { defineRoute } from '@/app/_server/define-route';

/** Any published notice, for ever: the text whose SHA-256 stands in every consent under it. */
export const GET = defineRoute({
  input: z.strictObject({ code: z.string().max(40), version: z.coerce.number().int().min(1).max(1e6) }),
  run: async (ctx, { code, version }) => {
    const notice = await findNotice(ctx, { code, version, locale: ctx.locale });
    if (!notice) return refuse('not-found');
    const { title, body, sha256, publishedAt, locale } = notice;
    return ok({ code, version, locale, title, body, sha256, publishedAt });
  },
});
