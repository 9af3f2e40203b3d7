import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { env } from '@/lib/env';

const claims = z.strictObject({ c: z.string(), v: z.number().int(), l: z.enum(['en', 'zh']), h: z.string(), t: z.number().int() });
const lifetimeSeconds = 24 * 60 * 60;

export type ShownNotice = { readonly code: string; readonly version: number; readonly locale: 'en' | 'zh'; readonly sha256: string };

function mac(body: string): Buffer {
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(env().ROOT_TOKEN_KEY, 'base64'), Buffer.alloc(0), 'token/1/notice', 32));
  return createHmac('sha256', key).update(body).digest();
}

/** Proves which text was sent to the reader and when. */
export function signNoticeToken({ code, version, locale, sha256 }: ShownNotice, at: Date): string {
  const body = Buffer.from(JSON.stringify({ c: code, v: version, l: locale, h: sha256, t: Math.floor(at.getTime() / 1000) })).toString('base64url');
  return `${body}.${mac(body).toString('base64url')}`;
}

/** Null for a token that is not ours, was changed, or is older than a day. */
export function readNoticeToken(token: string, now: Date): ShownNotice | null {
  const [body = '', signature = ''] = token.split('.');
  const given = Buffer.from(signature, 'base64url');
  const right = mac(body);
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  const parsed = claims.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
  if (!parsed.success) return null;
  const { c, v, l, h, t } = parsed.data;
  const ageSeconds = now.getTime() / 1000 - t;
  return ageSeconds > lifetimeSeconds || ageSeconds < -60 ? null : { code: c, version: v, locale: l, sha256: h };
}
