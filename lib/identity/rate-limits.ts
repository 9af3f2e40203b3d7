import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { env } from '@/lib/env';
import { pseudonym } from '@/lib/shared/pseudonym';

/** Kept in memory: one process serves sign-in. Keys are pseudonyms, so no address or e-mail is held. */
const limits = {
  'sign-in-account': { points: 10, duration: 15 * 60 },
  'sign-in-address': { points: 60, duration: 15 * 60 },
  'sign-up-address': { points: 20, duration: 60 * 60 },
  /** Six digits last for ninety seconds: five guesses a quarter of an hour are one in 200,000. */
  'second-factor': { points: 5, duration: 15 * 60 },
  'step-up': { points: 10, duration: 15 * 60 },
  'mail-link-address': { points: 30, duration: 15 * 60 },
  'passkey-address': { points: 60, duration: 15 * 60 },
  /** Nobody's mailbox is filled by somebody else. */
  'mail-account': { points: 5, duration: 60 * 60 },
  'reset-address': { points: 20, duration: 60 * 60 },
};

export type LimitName = keyof typeof limits;

const limiters = new Map<LimitName, RateLimiterMemory>();

/** Where many people share one network address, its limits are multiplied; an account's own never are. */
function limiterOf(name: LimitName): RateLimiterMemory {
  const { points, duration } = limits[name];
  const limiter = limiters.get(name) ?? new RateLimiterMemory({ points: name.endsWith('-address') ? points * env().ADDRESS_LIMIT_FACTOR : points, duration });
  limiters.set(name, limiter);
  return limiter;
}

/** Null when allowed, otherwise the seconds to wait. A delay, never a lock-out that someone else could cause for good. */
export async function takePoint(name: LimitName, subject: string): Promise<number | null> {
  try {
    await limiterOf(name).consume(pseudonym('rate-limit', subject, name));
    return null;
  } catch (limit) {
    if (limit instanceof RateLimiterRes) return Math.max(1, Math.ceil(limit.msBeforeNext / 1000));
    throw limit;
  }
}

export async function forgetPoints(name: LimitName, subject: string): Promise<void> {
  await limiterOf(name).delete(pseudonym('rate-limit', subject, name));
}
