import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { pseudonym } from '@/lib/shared/pseudonym';

/** Kept in memory: one process serves sign-in. Keys are pseudonyms, so no address or e-mail is held. */
const limiters = {
  'sign-in-account': new RateLimiterMemory({ points: 10, duration: 15 * 60 }),
  'sign-in-address': new RateLimiterMemory({ points: 60, duration: 15 * 60 }),
  'sign-up-address': new RateLimiterMemory({ points: 20, duration: 60 * 60 }),
  /** Six digits last for ninety seconds: five guesses a quarter of an hour are one in 200,000. */
  'second-factor': new RateLimiterMemory({ points: 5, duration: 15 * 60 }),
  'step-up': new RateLimiterMemory({ points: 10, duration: 15 * 60 }),
  'mail-link-address': new RateLimiterMemory({ points: 30, duration: 15 * 60 }),
  'passkey-address': new RateLimiterMemory({ points: 60, duration: 15 * 60 }),
  /** Nobody's mailbox is filled by somebody else. */
  'mail-account': new RateLimiterMemory({ points: 5, duration: 60 * 60 }),
  'reset-address': new RateLimiterMemory({ points: 20, duration: 60 * 60 }),
};

export type LimitName = keyof typeof limiters;

/** Null when allowed, otherwise the seconds to wait. A delay, never a lock-out that someone else could cause for good. */
export async function takePoint(name: LimitName, subject: string): Promise<number | null> {
  try {
    await limiters[name].consume(pseudonym('rate-limit', subject, name));
    return null;
  } catch (limit) {
    if (limit instanceof RateLimiterRes) return Math.max(1, Math.ceil(limit.msBeforeNext / 1000));
    throw limit;
  }
}

export async function forgetPoints(name: LimitName, subject: string): Promise<void> {
  await limiters[name].delete(pseudonym('rate-limit', subject, name));
}
