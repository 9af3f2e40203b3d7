import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { processWide } from '@/lib/shared/process-wide';

/** OWASP's minimum for Argon2id, the package's default algorithm: 19 MiB, two passes, one lane. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const present = `$argon2id$v=19$m=${parameters.memoryCost},t=${parameters.timeCost},p=${parameters.parallelism}$`;
const maxAtOnce = availableParallelism() * 2;

/** Of pages and routes together. */
const turns = processWide('identity passwords', () => ({ running: 0 }));
let dummyHash: Promise<string> | undefined;

/** Null when too many are being hashed already: each takes 19 MiB, so their number is bounded. */
async function bounded<T>(work: () => Promise<T>): Promise<T | null> {
  if (turns.running >= maxAtOnce) return null;
  turns.running += 1;
  try {
    return await work();
  } finally {
    turns.running -= 1;
  }
}

/** One password, one spelling, whatever keyboard composed its accents. Nothing is cut off. */
const composed = (password: string): string => password.normalize('NFC');

export function hashPassword(password: string): Promise<string | null> {
  return bounded(() => hash(composed(password), parameters));
}

/** Takes the same time for an account that doesn't exist (`stored` null), and answers false. */
export function matchesPassword(password: string, stored: string | null): Promise<boolean | null> {
  dummyHash ??= hash('an account that does not exist', parameters);
  return bounded(async () => {
    const target = stored?.startsWith('$argon2') ? stored : await (dummyHash ?? '');
    const isRight = await verify(target, composed(password));
    return isRight && target === stored;
  });
}

/** Written under other parameters than today's: hashed again when the password is at hand. */
export function needsRehash(stored: string): boolean {
  return stored.startsWith('$argon2') && !stored.startsWith(present);
}
