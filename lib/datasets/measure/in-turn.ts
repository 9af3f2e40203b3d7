const maxAtOnce = 2;

let running = 0;
const waiting: (() => void)[] = [];

/** At most two heavy jobs read files at a time in this process; further ones wait for their turn. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= maxAtOnce) await new Promise<void>((go) => { waiting.push(go); });
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
