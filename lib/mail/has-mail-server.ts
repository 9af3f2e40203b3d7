import { env } from '@/lib/env';

/** Without one, what is written to people waits in the outbox for administrators to pass on. */
export function hasMailServer(): boolean {
  return env().SMTP_URL !== undefined;
}
