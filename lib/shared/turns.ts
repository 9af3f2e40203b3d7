/** Who works and who waits for a turn: one for all bundles of a process where it is held by `processWide`. */
export type Turns = { running: number; readonly waiting: (() => void)[] };

export const noTurns = (): Turns => ({ running: 0, waiting: [] });

/** At most so many at a time; further ones wait, whoever came first goes first. */
export async function inTurnOf<T>(turns: Turns, mostAtOnce: number, work: () => Promise<T>): Promise<T> {
  if (turns.running >= mostAtOnce) await new Promise<void>((go) => { turns.waiting.push(go); });
  else turns.running += 1;
  try {
    return await work();
  } finally {
    // Whoever waits takes this one's place.
    const next = turns.waiting.shift();
    if (next) next();
    else turns.running -= 1;
  }
}
