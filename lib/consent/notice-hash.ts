import { createHash } from 'node:crypto';

export function noticeHash({ title, body }: { readonly title: string; readonly body: string }): string {
  return createHash('sha256').update(`${title}\n\n${body}`).digest('hex');
}
