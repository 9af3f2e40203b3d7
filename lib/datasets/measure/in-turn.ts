import { processWide } from '@/lib/shared/process-wide';

const maxAtOnce = 2;
const turns = processWide('datasets heavy work', () => ({ running: 0, waiting: [] as (() => void)[] }));

/** At most two heavy jobs read files at a time in this process; further ones wait for their turn. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (turns.running >= maxAtOnce) await new Promise<void>((go) => { turns.waiting.push(go); });
  else turns.running += 1;
  try {
    return await work();
  } finally {
    const next = turns.waiting.shift();
    if (next) next();
    else turns.running -= 1;
  }
}
