import { hkdfSync } from 'node:crypto';
import { env } from '@/lib/env';

export function tokenKey(purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(env().ROOT_TOKEN_KEY, 'base64'), Buffer.alloc(0), `token/1/${purpose}`, 32));
}
