import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { tokenKeys } from '@/lib/vault';

const claims = z.strictObject({ c: z.string(), v: z.number().int(), l: z.enum(['en', 'zh']), h: z.string(), t: z.number().int() });
const lifetimeSeconds = 24 * 60 * 60;

export type ShownNotice = { readonly code: string; readonly version: number; readonly locale: 'en' | 'zh'; readonly sha256: string };
/** Whom a text was sent to: a consent pseudonym, or null for somebody who has no cookie yet. */
export type Reader = string | null;

function mac(key: Uint8Array, body: string, reader: Reader): Buffer {
  return createHmac('sha256', key).update(`${body}\0${reader ?? ''}`).digest();
}

/** Proves which text was sent, to whom and when. The reader is part of what is authenticated and not of what is written: in other hands it does not verify. */
export function signNoticeToken({ code, version, locale, sha256 }: ShownNotice, { reader, at }: { readonly reader: Reader; readonly at: Date }): string {
  const body = Buffer.from(JSON.stringify({ c: code, v: version, l: locale, h: sha256, t: Math.floor(at.getTime() / 1000) })).toString('base64url');
  return `${body}.${mac(tokenKeys('token/1/notice')[0].key, body, reader).toString('base64url')}`;
}

/** Null for a token that is not ours, was sent to none of these readers, was changed, or is older than a day. */
export function readNoticeToken(token: string, { readers, now }: { readonly readers: readonly Reader[]; readonly now: Date }): ShownNotice | null {
  const [body = '', signature = ''] = token.split('.');
  const given = Buffer.from(signature, 'base64url');
  const signer = tokenKeys('token/1/notice').find(({ key }) => readers.some((reader) => {
    const right = mac(key, body, reader);
    return given.length === right.length && timingSafeEqual(given, right);
  }));
  if (!signer) return null;
  const parsed = claims.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
  if (!parsed.success) return null;
  const { c, v, l, h, t } = parsed.data;
  if (signer.untilMs !== null && t * 1000 > signer.untilMs) return null;
  const ageSeconds = now.getTime() / 1000 - t;
  return ageSeconds > lifetimeSeconds || ageSeconds < -60 ? null : { code: c, version: v, locale: l, sha256: h };
}
