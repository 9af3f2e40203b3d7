import { setTimeout as wait } from 'node:timers/promises';

/** Longer than any of these answers takes, so that how long one took says nothing about whether an account is there. */
const uniformMilliseconds = 250;

/** The answer of `work`, not before the time every answer takes. */
export async function atUniformTime<T>(work: () => Promise<T>): Promise<T> {
  const [answer] = await Promise.allSettled([work(), wait(uniformMilliseconds)]);
  if (answer.status === 'rejected') throw answer.reason;
  return answer.value;
}
